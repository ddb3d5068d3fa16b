package dev.workflows.test.contract;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.ControlResult;
import dev.workflows.store.CrashPolicy;
import dev.workflows.store.CreateResult;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.NewInstance;
import dev.workflows.store.StepRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What all parts of the suite need: one registered node, and words for what they do.
 */
abstract class StoreContract {

	static final String ORDERS = "orders";

	static final String INVOICES = "invoices";

	static final long LEASE = 30_000;

	static final CrashPolicy POLICY = new CrashPolicy(5, "{\"type\":\"CrashLoop\"}");

	private static final AtomicLong KEYS = new AtomicLong();

	final UUID node = UUID.randomUUID();

	/**
	 * Returns the store under test.
	 * @return the fixture, the same at every call within a test
	 */
	protected abstract StoreFixture fixture();

	@BeforeEach
	void registerNodeInEmptyStore() {
		fixture().reset();
		fixture().store().registerNode(this.node, "process", LEASE);
	}

	/** Returns a key that is higher than all before it. */
	static UUID newKey() {
		return new UUID(0x0190_0000_0000_7000L + (KEYS.incrementAndGet() << 16), 0x8000_0000_0000_0001L);
	}

	static NewInstance instance(String workflow, String id) {
		return new NewInstance(newKey(), workflow, id, "{\"id\":1}", hash('a'), "api");
	}

	static NewInstance instance(String id) {
		return instance(ORDERS, id);
	}

	static String hash(char digit) {
		return String.valueOf(digit).repeat(64);
	}

	NewInstance queued(String workflow, String id) {
		NewInstance instance = instance(workflow, id);
		assertThat(fixture().store().create(this.node, 0, List.of(instance)))
			.containsExactly(new CreateResult.Created(null));
		return instance;
	}

	NewInstance queued(String id) {
		return queued(ORDERS, id);
	}

	/** Creates an instance that the node owns. */
	Claimed running(String id) {
		CreateResult result = fixture().store().create(this.node, 1, List.of(instance(id))).get(0);
		return claimedOf(result);
	}

	/** Returns the instance that a create has claimed. */
	static Claimed claimedOf(CreateResult result) {
		Claimed claimed = ((CreateResult.Created) result).claimed();
		return Objects.requireNonNull(claimed, "the instance was not claimed");
	}

	/** Creates an instance that sleeps from now. */
	Claimed sleeping(String id, long millis) {
		Claimed claimed = running(id);
		assertThat(commit(CommitBuilder.by(claimed).sleeps("nap", 1, millis).suspends()))
			.isInstanceOf(CommitResult.Applied.class);
		return claimed;
	}

	List<Claimed> claim(int limit) {
		return claimAs(this.node, limit);
	}

	List<Claimed> claimAs(UUID owner, int limit) {
		return fixture().store().claim(new ClaimRequest(owner, limit, List.of(ORDERS)));
	}

	Claimed claimOne() {
		List<Claimed> claimed = claim(2);
		assertThat(claimed).hasSize(1);
		return claimed.get(0);
	}

	UUID registerAnotherNode() {
		UUID other = UUID.randomUUID();
		fixture().store().registerNode(other, "process", LEASE);
		return other;
	}

	/** Declares a node dead, whose lease is not over for others. */
	void kill(UUID owner) {
		fixture().advance(LEASE + 1);
		fixture().store().nodes().stream().filter((state) -> state.owner().equals(owner)).forEach((state) -> {
			assertThat(fixture().store().removeNode(owner, state.heartbeat())).isTrue();
		});
	}

	CommitResult commit(CommitBuilder commit) {
		return commit(commit.build());
	}

	CommitResult commit(Commit commit) {
		return fixture().store().commit(this.node, List.of(commit), false).get(0);
	}

	/** Commits and returns the deadline that it recorded. */
	@Nullable Long deadlineOf(CommitBuilder commit) {
		return ((CommitResult.Applied) commit(commit)).deadline();
	}

	ControlResult control(ControlRequest.Verb verb, String id) {
		return fixture().store().control(new ControlRequest(verb, ORDERS, id));
	}

	InstanceRow row(String id) {
		return fixture().queries().find(ORDERS, id).orElseThrow();
	}

	InstanceStory story(String id) {
		return fixture().queries().story(ORDERS, id).orElseThrow();
	}

	StepRow onlyStep(String id) {
		List<StepRow> steps = story(id).steps();
		assertThat(steps).hasSize(1);
		return steps.get(0);
	}

	/** Does something on another thread and waits for it. */
	static <T> T elsewhere(Callable<T> work) {
		FutureTask<T> task = new FutureTask<>(work);
		Thread thread = new Thread(task, "elsewhere");
		thread.setDaemon(true);
		thread.start();
		try {
			return task.get(60, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw new AssertionError("failed on the other thread", ex.getCause());
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new AssertionError("the other thread does not return", ex);
		}
	}

}
