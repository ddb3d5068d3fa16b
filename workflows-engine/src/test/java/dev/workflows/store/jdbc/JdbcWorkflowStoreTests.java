package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.History;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.store.Transition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the contract of stores does not reach: several connections, real time, rows of
 * other versions. The contract itself is tested with the contract suite.
 */
class JdbcWorkflowStoreTests {

	@ParameterizedTest
	@EnumSource
	void theDatabasesTimeIsEpochMillis(TestDatabase database) {
		try (StoreTestSupport support = new StoreTestSupport(database)) {
			long before = System.currentTimeMillis();
			Claimed claimed = support.createClaimed(1).get(0);
			assertThat(claimed.now()).isBetween(before - 1_000, System.currentTimeMillis() + 1_000);
			assertThat(claimed.createdAt()).isEqualTo(claimed.now());
		}
	}

	@ParameterizedTest
	@EnumSource
	void commitOfAStepAndAnAttemptWritesBothOrNone(TestDatabase database) {
		try (StoreTestSupport support = new StoreTestSupport(database)) {
			Claimed claimed = support.createClaimed(1).get(0);
			support.store.commit(support.node, List.of(StoreTestSupport.step(claimed, "a", "1")), false);
			Commit stepInTheWay = StoreTestSupport.commit(claimed, StoreTestSupport.ended("a", "2"),
					StoreTestSupport.failed("b", 1));
			assertThat(support.store.commit(support.node, List.of(stepInTheWay), false))
				.allMatch((result) -> result instanceof CommitResult.Conflict conflict
						&& "1".equals(conflict.existing().output()));
			support.store.commit(support.node,
					List.of(StoreTestSupport.commit(claimed, null, StoreTestSupport.failed("c", 1))), false);
			Commit attemptInTheWay = StoreTestSupport.commit(claimed, StoreTestSupport.ended("d", "3"),
					StoreTestSupport.failed("c", 1));
			assertThat(support.store.commit(support.node, List.of(attemptInTheWay), false))
				.allMatch(CommitResult.Conflict.class::isInstance);
			History history = support.store.histories(List.of(claimed.key()), 10).get(0);
			assertThat(history.steps()).hasSize(1);
			assertThat(history.attempts()).extracting((attempt) -> attempt.key().name()).containsExactly("c");
		}
	}

	@ParameterizedTest
	@EnumSource
	void twoCommitsOfAnInstanceInOneCallAreRefused(TestDatabase database) {
		try (StoreTestSupport support = new StoreTestSupport(database)) {
			Claimed claimed = support.createClaimed(1).get(0);
			List<Commit> commits = List.of(StoreTestSupport.step(claimed, "a", "1"),
					StoreTestSupport.step(claimed, "b", "1"));
			assertThatIllegalArgumentException().isThrownBy(() -> support.store.commit(support.node, commits, false))
				.withMessageContaining(claimed.key().toString());
			assertThat(support.store.steps(claimed.key(), 0, 10)).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
	void aRowThatTheApplicationHoldsIsBusyAndDoesNotHoldUpItsNeighbours(TestDatabase database) throws SQLException {
		try (StoreTestSupport support = new StoreTestSupport(database)) {
			List<Claimed> claimed = support.createClaimed(3);
			List<Commit> commits = claimed.stream().map((each) -> StoreTestSupport.step(each, "a", "1")).toList();
			try (Connection connection = support.application.getConnection();
					Statement statement = connection.createStatement()) {
				connection.setAutoCommit(false);
				statement.execute("select 1 from workflow_instance where instance_key = '" + claimed.get(1).key()
						+ "' for update");
				for (boolean wait : new boolean[] { false, true }) {
					List<CommitResult> results = support.store.commit(support.node, commits, wait);
					assertThat(results.get(0))
						.isInstanceOf(wait ? CommitResult.AlreadyApplied.class : CommitResult.Applied.class);
					assertThat(results.get(1)).isInstanceOf(CommitResult.Busy.class);
					assertThat(results.get(2))
						.isInstanceOf(wait ? CommitResult.AlreadyApplied.class : CommitResult.Applied.class);
				}
				connection.rollback();
			}
			assertThat(support.store.commit(support.node, commits, true).get(1))
				.isInstanceOf(CommitResult.Applied.class);
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
	void claimPassesOverRowsThatOthersHoldAndStillFillsItsLimit(TestDatabase database) throws SQLException {
		try (StoreTestSupport support = new StoreTestSupport(database)) {
			support.createQueued(10);
			try (Connection connection = support.application.getConnection();
					Statement statement = connection.createStatement()) {
				connection.setAutoCommit(false);
				statement.execute("update workflow_instance set signal_count = 1 where instance_key in "
						+ "(select instance_key from workflow_instance order by due_at limit 4)");
				assertThat(support.claim(4)).hasSize(4);
				assertThat(support.claim(4)).hasSize(2);
				connection.rollback();
			}
			assertThat(support.claim(100)).hasSize(4);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aStepOfANewerVersionIsRefusedByName(TestDatabase database) throws SQLException {
		try (StoreTestSupport support = new StoreTestSupport(database)) {
			Claimed claimed = support.createClaimed(1).get(0);
			support.store.commit(support.node, List.of(StoreTestSupport.step(claimed, "a", "1")), false);
			TestDatabase.execute(support.application, "update workflow_step set kind = 'telepathy'");
			assertThatExceptionOfType(StoreRejectedException.class)
				.isThrownBy(() -> support.store.histories(List.of(claimed.key()), 10))
				.withMessageContaining("newer version");
		}
	}

	@ParameterizedTest
	@EnumSource
	void connectionsGoBackAsTheyCame(TestDatabase database) throws SQLException {
		String url = database.newUrl();
		try (var pool = TestDatabase.withTables(TestDatabase.pool(url, false))) {
			pool.setMaximumPoolSize(1);
			var store = JdbcStore.open(pool, pool).store();
			String before = settings(database, pool);
			store.registerNode(UUID.randomUUID(), "this", 1_000);
			store.create(UUID.randomUUID(), 0, StoreTestSupport.instances(3));
			assertThat(settings(database, pool)).isEqualTo(before);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aBatchOfEveryKindOfCommitIsAppliedEachByItsOwn(TestDatabase database) {
		try (StoreTestSupport support = new StoreTestSupport(database)) {
			List<Claimed> claimed = support.createClaimed(40);
			List<Commit> commits = new ArrayList<>();
			for (int i = 0; i < claimed.size(); i++) {
				Claimed each = claimed.get(i);
				commits.add(switch (i % 5) {
					case 0 -> StoreTestSupport.step(each, "a", "\"" + i + "\"");
					case 1 -> StoreTestSupport.commit(each, null, StoreTestSupport.failed("a", 1));
					case 2 -> finish(each, new Transition.Complete("" + i));
					case 3 -> finish(each, new Transition.Fail("" + i));
					default ->
						finish(new Claimed(each.key(), "mail", each.id(), 1, each.fence() + 1, null, 0, 0, 0, 0, 0),
								new Transition.Release());
				});
			}
			List<CommitResult> results = support.store.commit(support.node, commits, false);
			for (int i = 0; i < results.size(); i++) {
				assertThat(results.get(i))
					.isInstanceOf((i % 5 == 4) ? CommitResult.LostOwnership.class : CommitResult.Applied.class);
			}
			assertThat(support.store.owned(support.node)).hasSize(24);
			for (int i = 0; i < claimed.size(); i += 5) {
				assertThat(support.store.steps(claimed.get(i).key(), 0, 10).get(0).output()).isEqualTo("\"" + i + "\"");
			}
		}
	}

	private static Commit finish(Claimed claimed, Transition transition) {
		return new Commit(claimed.key(), claimed.fence(), UUID.randomUUID(), null, null, List.of(), transition, 0,
				false);
	}

	private static String settings(TestDatabase database, DataSource pool) throws SQLException {
		List<String> names = switch (database) {
			case POSTGRESQL -> List.of("show statement_timeout", "show lock_timeout", "show application_name",
					"show enable_seqscan", "show idle_in_transaction_session_timeout", "show transaction_isolation");
			case SQLITE -> List.of("pragma synchronous", "pragma busy_timeout");
			case H2 ->
				List.of("select isolation_level from information_schema.sessions where session_id = session_id()");
		};
		StringBuilder settings = new StringBuilder();
		try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
			settings.append(connection.getAutoCommit());
			for (String name : names) {
				try (ResultSet row = statement.executeQuery(name)) {
					row.next();
					settings.append(' ').append(row.getString(1));
				}
			}
		}
		return settings.toString();
	}

}
