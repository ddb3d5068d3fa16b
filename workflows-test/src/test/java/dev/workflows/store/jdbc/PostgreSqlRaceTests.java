package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.sql.DataSource;

import dev.workflows.StepKind;
import dev.workflows.StoreUnavailableException;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.CrashPolicy;
import dev.workflows.store.CreateResult;
import dev.workflows.store.History;
import dev.workflows.store.NewInstance;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Takeover;
import dev.workflows.store.Transition;
import dev.workflows.store.WorkflowStore;
import dev.workflows.store.jdbc.FaultyDataSource.Parked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Races between two nodes on PostgreSQL, held open by parking one statement.
 */
class PostgreSqlRaceTests {

	private static final String RECORD = "with locked as";

	private static final long LEASE = 1_000;

	private static final CrashPolicy POLICY = new CrashPolicy(5, "{}");

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.postgreSql();

	private final UUID oldNode = UUID.randomUUID();

	private final UUID newNode = UUID.randomUUID();

	private final FaultyDataSource faulty = new FaultyDataSource(database.engine());

	private final WorkflowStore old = open(database.application(), this.faulty);

	private final WorkflowStore next = database.fixture().store();

	private static WorkflowStore open(DataSource application, FaultyDataSource engine) {
		return JdbcStore.open(application, engine.proxy(), JdbcStoreFixture.NOW).store();
	}

	@BeforeEach
	void registerBothNodes() {
		database.fixture().reset();
		this.old.registerNode(this.oldNode, "old", LEASE);
		this.next.registerNode(this.newNode, "new", 100 * LEASE);
	}

	@Test
	void zombieThatWakesAfterATakeoverLeavesEveryRowAsItIs() {
		Claimed zombie = running("a");
		Parked parked = this.faulty.parkBefore(RECORD);
		CompletableFuture<CommitResult> late = elsewhere(
				() -> commit(this.old, this.oldNode, ended(zombie, "pay", Transition.STAY)));
		parked.awaitArrival();
		Claimed taken = takeOver();
		commit(this.next, this.newNode, ended(taken, "pay", Transition.STAY));
		commit(this.next, this.newNode, ended(taken, "ship", new Transition.Complete("\"new\"")));
		List<Map<String, Object>> before = rows();
		parked.release();
		assertThat(late.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(new CommitResult.LostOwnership());
		assertThat(rows()).isEqualTo(before);
	}

	@Test
	void zombieThatWakesInTheMiddleOfTheNextRunLeavesEveryRowAsItIs() {
		Claimed zombie = running("a");
		Parked parked = this.faulty.parkBefore(RECORD);
		CompletableFuture<CommitResult> late = elsewhere(
				() -> commit(this.old, this.oldNode, ended(zombie, "pay", new Transition.Complete("\"old\""))));
		parked.awaitArrival();
		Claimed taken = takeOver();
		List<Map<String, Object>> before = rows();
		parked.release();
		assertThat(late.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(new CommitResult.LostOwnership());
		assertThat(rows()).isEqualTo(before);
		assertThat(commit(this.next, this.newNode, ended(taken, "pay", Transition.STAY)))
			.isInstanceOf(CommitResult.Applied.class);
	}

	/**
	 * The engine works in transactions here, so that there is something between the lock
	 * and the commit.
	 */
	@Test
	void instanceIsNotTakenOverBetweenTheLockAndTheCommitOfItsOwner() {
		FaultyDataSource onePool = new FaultyDataSource(database.application());
		WorkflowStore store = JdbcStore.open(onePool.proxy(), onePool.proxy(), JdbcStoreFixture.NOW).store();
		Claimed claimed = running("a");
		Parked parked = onePool.parkBefore(FaultyDataSource.COMMIT);
		CompletableFuture<CommitResult> late = elsewhere(
				() -> commit(store, this.oldNode, ended(claimed, "pay", Transition.STAY)));
		parked.awaitArrival();
		kill();
		assertThat(this.next.releaseOrphans(10, POLICY)).isEqualTo(new Takeover(0, 0));
		assertThat(claim()).isEmpty();
		parked.release();
		assertThat(late.orTimeout(60, TimeUnit.SECONDS).join()).isInstanceOf(CommitResult.Applied.class);
		Claimed taken = takeOver();
		assertThat(history(taken).steps()).hasSize(1);
	}

	/**
	 * The opposite of the test above: this is what a fence that is checked without a lock
	 * lets happen. If it did not, the test above would prove nothing.
	 */
	@Test
	void fenceThatIsCheckedWithoutALockLetsAZombieWriteAfterATakeover() throws Exception {
		Claimed claimed = running("a");
		try (Connection connection = database.application().getConnection()) {
			connection.setAutoCommit(false);
			assertThat(insertWhereExists(connection, claimed)).isOne();
			Claimed taken = takeOver();
			History read = history(taken);
			connection.commit();
			assertThat(read.steps()).isEmpty();
			assertThat(history(taken).steps()).singleElement()
				.satisfies((step) -> assertThat(step.fence()).isLessThan(taken.fence()));
		}
	}

	@Test
	void commitWhoseReplyIsLostIsFoundByItsToken() {
		List<Commit> commits = everyKind();
		for (Commit commit : commits) {
			this.faulty.loseReply(RECORD);
			assertThat(unavailable(() -> commit(this.old, this.oldNode, commit)))
				.isEqualTo(StoreUnavailableException.Applied.UNKNOWN);
			List<Map<String, Object>> before = rows();
			assertThat(commit(this.old, this.oldNode, commit)).isInstanceOf(CommitResult.AlreadyApplied.class);
			assertThat(rows()).isEqualTo(before);
		}
	}

	@Test
	void commitThatNeverArrivedIsApplied() {
		for (Commit commit : everyKind()) {
			List<Map<String, Object>> before = rows();
			this.faulty.refuse(RECORD);
			assertThat(unavailable(() -> commit(this.old, this.oldNode, commit)))
				.isEqualTo(StoreUnavailableException.Applied.UNKNOWN);
			assertThat(rows()).isEqualTo(before);
			assertThat(commit(this.old, this.oldNode, commit)).isInstanceOf(CommitResult.Applied.class);
		}
	}

	@Test
	void commitThatArrivesAfterItsRepeatChangesNothing() {
		for (Commit commit : everyKind()) {
			Parked parked = this.faulty.parkBefore(RECORD);
			CompletableFuture<CommitResult> late = elsewhere(() -> commit(this.old, this.oldNode, commit));
			parked.awaitArrival();
			assertThat(commit(this.old, this.oldNode, commit)).isInstanceOf(CommitResult.Applied.class);
			List<Map<String, Object>> before = rows();
			parked.release();
			assertThat(late.orTimeout(60, TimeUnit.SECONDS).join()).isInstanceOf(CommitResult.AlreadyApplied.class);
			assertThat(rows()).isEqualTo(before);
		}
	}

	@Test
	void createWhoseReplyIsLostRecognisesItsInstance() {
		NewInstance created = instance("a");
		this.faulty.loseReply("insert into workflow_instance");
		assertThat(unavailable(() -> this.old.create(this.oldNode, 1, List.of(created))))
			.isEqualTo(StoreUnavailableException.Applied.UNKNOWN);
		CreateResult repeated = this.old.create(this.oldNode, 1, List.of(created)).get(0);
		assertThat(((CreateResult.Created) repeated).claimed()).isNotNull();
		assertThat(rows()).hasSize(1);
	}

	@Test
	void claimWhoseReplyIsLostIsFoundAmongTheOwned() {
		this.next.create(this.newNode, 0, List.of(instance("a")));
		this.faulty.loseReply("set status = 'running'");
		assertThat(unavailable(() -> this.old.claim(new ClaimRequest(this.oldNode, 1, List.of("orders")))))
			.isEqualTo(StoreUnavailableException.Applied.UNKNOWN);
		assertThat(this.old.release(this.oldNode, this.old.owned(this.oldNode))).isOne();
		assertThat(claim()).singleElement().satisfies((claimed) -> {
			assertThat(claimed.fence()).isEqualTo(3);
			assertThat(claimed.crashCount()).isZero();
		});
	}

	@Test
	void nodeThatIsDeclaredDeadDuringItsClaimEndsWithNothing() {
		this.next.create(this.newNode, 0, List.of(instance("a")));
		Parked parked = this.faulty.parkBefore("set status = 'running'");
		CompletableFuture<List<Claimed>> late = elsewhere(
				() -> this.old.claim(new ClaimRequest(this.oldNode, 1, List.of("orders"))));
		parked.awaitArrival();
		kill();
		parked.release();
		assertThat(late.orTimeout(60, TimeUnit.SECONDS).join()).isEmpty();
		assertThat(claim()).extracting(Claimed::fence).containsExactly(1L);
	}

	private static Object unavailable(Supplier<?> work) {
		try {
			return work.get();
		}
		catch (StoreUnavailableException ex) {
			return ex.applied();
		}
	}

	private List<Commit> everyKind() {
		List<Commit> commits = new ArrayList<>();
		commits.add(ended(running("step"), "pay", Transition.STAY));
		commits.add(sleeping(running("sleep"), Transition.STAY));
		commits.add(sleeping(running("suspend"), new Transition.Suspend(null)));
		commits.add(ended(running("complete"), "pay", new Transition.Complete("1")));
		commits.add(failing(running("attempt"), Transition.STAY));
		commits.add(failing(running("backoff"), new Transition.Suspend(null)));
		commits.add(with(running("bare"), null, new Transition.Complete("1")));
		commits.add(with(running("fail"), null, new Transition.Fail("{}")));
		commits.add(with(running("release"), null, new Transition.Release()));
		return commits;
	}

	private static Commit ended(Claimed claimed, String name, Transition transition) {
		StepKey key = new StepKey("", StepKind.RUN, name, 1);
		return with(claimed, new StepWrite.Ended(key, 1, "{}", null, 1, 5, true, "\"" + claimed.fence() + "\"", null),
				transition);
	}

	private static Commit sleeping(Claimed claimed, Transition transition) {
		return with(claimed, new StepWrite.SleepBegun(new StepKey("", StepKind.SLEEP, "nap", 1), 1, 500L, null),
				transition);
	}

	private static Commit failing(Claimed claimed, Transition transition) {
		AttemptWrite attempt = new AttemptWrite.Failed(new StepKey("", StepKind.RUN, "pay", 1), 1, 1, "{}", null, 5,
				"{}", 500L);
		return new Commit(claimed.key(), claimed.fence(), UUID.randomUUID(), null, attempt, List.of(), transition,
				claimed.signal(), false);
	}

	private static Commit with(Claimed claimed, StepWrite step, Transition transition) {
		return new Commit(claimed.key(), claimed.fence(), UUID.randomUUID(), step, null, List.of(), transition,
				claimed.signal(), false);
	}

	private static CommitResult commit(WorkflowStore store, UUID owner, Commit commit) {
		return store.commit(owner, List.of(commit), false).get(0);
	}

	private Claimed running(String id) {
		CreateResult created = this.next.create(this.oldNode, 1, List.of(instance(id))).get(0);
		return ((CreateResult.Created) created).claimed();
	}

	private static NewInstance instance(String id) {
		return new NewInstance(UUID.randomUUID(), "orders", id, "{}", "a".repeat(64), "api");
	}

	private void kill() {
		database.fixture().advance(LEASE + 1);
		assertThat(this.next.removeNode(this.oldNode, 0)).isTrue();
	}

	private Claimed takeOver() {
		if (this.next.nodes().size() == 2) {
			kill();
		}
		assertThat(this.next.releaseOrphans(10, POLICY)).isEqualTo(new Takeover(1, 0));
		return claim().get(0);
	}

	private List<Claimed> claim() {
		return this.next.claim(new ClaimRequest(this.newNode, 10, List.of("orders")));
	}

	private History history(Claimed claimed) {
		return this.next.histories(List.of(claimed.key()), 100).get(0);
	}

	/** Every byte of every row, and which transaction has last touched it. */
	private static List<Map<String, Object>> rows() {
		List<Map<String, Object>> rows = new ArrayList<>();
		for (String table : List.of("workflow_instance", "workflow_step", "workflow_attempt")) {
			rows.addAll(database.fixture()
				.jdbc()
				.queryForList("select xmin::text as transaction, t.* from " + table + " t order by t::text"));
		}
		return rows;
	}

	private static int insertWhereExists(Connection connection, Claimed claimed) throws Exception {
		String sql = """
				insert into workflow_step (instance_key, scope, kind, name, name_count, seq, started_at, ended_at,
					success, attempts, fence, token)
				select instance_key, '', 'run', 'pay', 1, 1, 0, 0, 1, 1, fence, ? from workflow_instance i
				where i.instance_key = ? and exists (
					select 1 from workflow_instance where instance_key = i.instance_key and fence = ?)""";
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setObject(1, UUID.randomUUID());
			statement.setObject(2, claimed.key());
			statement.setLong(3, claimed.fence());
			return statement.executeUpdate();
		}
	}

	private static <T> CompletableFuture<T> elsewhere(Supplier<T> work) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(work.get());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		}, "elsewhere");
		thread.setDaemon(true);
		thread.start();
		return result;
	}

}
