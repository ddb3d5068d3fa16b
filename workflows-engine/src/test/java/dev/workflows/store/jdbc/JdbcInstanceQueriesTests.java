package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.InstanceStatus;
import dev.workflows.StepKind;
import dev.workflows.StoreUnavailableException;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.StatusCount;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JdbcInstanceQueriesTests {

	private static final StepKey LOAD = new StepKey("", StepKind.RUN, "load", 1);

	private static final StepKey NAP = new StepKey("left/2", StepKind.SLEEP, "nap", 2);

	@ParameterizedTest
	@EnumSource
	void findGivesWhatIsStored(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPoolWithTables()) {
			UUID key = key(1);
			insert(pool, key, "w", "a", "waiting");
			TestDatabase.execute(pool,
					"update workflow_instance set run = 3, started_at = 5000000000, due_at = 6000000000,"
							+ " crash_count = 2, params = '{}'");
			assertThat(queries(pool, database).find("w", "a")).contains(new InstanceRow(key, "w", "a", 3,
					InstanceStatus.WAITING, 1_000_000_000_001L, 5_000_000_000L, null, 6_000_000_000L, 2));
			assertThat(queries(pool, database).find("w", "A")).isEmpty();
			assertThat(queries(pool, database).find("w", "a ")).isEmpty();
			assertThat(queries(pool, database).find("W", "a")).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void listPagesByFallingKeyAndNeverRepeatsOrSkips(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPoolWithTables()) {
			List<String> expected = new ArrayList<>();
			for (int i = 0; i < 25; i++) {
				insert(pool, key(i), "w", "i" + i, (i % 3 == 0) ? "complete" : "queued");
				insert(pool, key(1000 + i), "other", "i" + i, "queued");
				expected.add(0, "i" + i);
			}
			assertThat(pages(queries(pool, database), null, 7)).isEqualTo(expected);
			expected.removeIf((id) -> Integer.parseInt(id.substring(1)) % 3 != 0);
			assertThat(pages(queries(pool, database), InstanceStatus.COMPLETE, 2)).isEqualTo(expected);
			assertThat(pages(queries(pool, database), InstanceStatus.ERRORED, 2)).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void unknownStatusIsShownAsUnknownAndDoesNotBreakLists(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPoolWithTables()) {
			insert(pool, key(1), "w", "a", "dreaming");
			insert(pool, key(2), "w", "b", "flying");
			insert(pool, key(3), "w", "c", "queued");
			JdbcInstanceQueries queries = queries(pool, database);
			assertThat(queries.list("w", null, null, 10)).extracting(InstanceRow::status)
				.containsExactly(InstanceStatus.QUEUED, InstanceStatus.UNKNOWN, InstanceStatus.UNKNOWN);
			assertThat(queries.list("w", InstanceStatus.UNKNOWN, null, 10)).extracting(InstanceRow::id)
				.containsExactly("b", "a");
			assertThat(queries.counts()).containsExactly(new StatusCount("w", InstanceStatus.QUEUED, 1),
					new StatusCount("w", InstanceStatus.UNKNOWN, 2));
		}
	}

	@Test
	void damagedKeyOnSqliteDoesNotBreakLists() throws SQLException {
		try (HikariDataSource pool = TestDatabase.SQLITE.newPoolWithTables()) {
			insert(pool, key(1), "w", "a", "queued");
			insert(pool, key(2), "w", "b", "queued");
			TestDatabase.execute(pool, "update workflow_instance set instance_key = 'damaged' where id = 'b'");
			JdbcInstanceQueries queries = queries(pool, TestDatabase.SQLITE);
			assertThat(queries.list("w", null, null, 10)).extracting(InstanceRow::id).containsExactly("a");
			assertThat(queries.find("w", "b")).isEmpty();
			assertThat(queries.story("w", "b")).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void countsAreByWorkflowAndStatus(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPoolWithTables()) {
			JdbcInstanceQueries queries = queries(pool, database);
			assertThat(queries.counts()).isEmpty();
			for (int i = 0; i < 5; i++) {
				insert(pool, key(i), (i < 3) ? "b" : "a", "i" + i, (i == 0) ? "running" : "complete");
			}
			assertThat(queries.counts()).containsExactly(new StatusCount("a", InstanceStatus.COMPLETE, 2),
					new StatusCount("b", InstanceStatus.RUNNING, 1), new StatusCount("b", InstanceStatus.COMPLETE, 2));
		}
	}

	@ParameterizedTest
	@EnumSource
	void storyHasPayloadsStepsInOrderAndFoldedAttempts(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPoolWithTables()) {
			UUID key = key(1);
			UUID token = new UUID(7, 8);
			insert(pool, key, "w", "a", "errored");
			insert(pool, key(2), "w", "b", "queued");
			TestDatabase.execute(pool,
					"update workflow_instance set params = '{\"a\":1}', output = '2', error = '3' " + "where id = 'a'");
			step(pool, key, NAP, 20, "null, 100, null, null, 5000000000, null, null, 0, null, 4", token);
			step(pool, key, LOAD, 10, "'{}', 50, 60, 1, null, '\"x\"', null, 3, 55, 3", token);
			step(pool, key(2), LOAD, 10, "'{}', 50, 60, 0, null, null, '{}', 1, 50, 1", token);
			TestDatabase.execute(pool, "insert into workflow_step select instance_key, scope, 'event', name, 1, 30,"
					+ " options, started_at, ended_at, success, deadline, output, error, attempts, attempt_started_at,"
					+ " fence, token from workflow_step where kind = 'sleep'");
			attempt(pool, key, LOAD, "2, 1, 10, null, 52, 53, 'e2', 54", token);
			attempt(pool, key, LOAD, "1, 1, 10, null, 50, 51, 'e1', 52", token);
			attempt(pool, key, LOAD, "1, 0, 10, '{}', 50, null, null, null", token);
			attempt(pool, key, LOAD, "3, 0, 10, null, 55, null, null, null", token);
			InstanceStory story = queries(pool, database).story("w", "a").orElseThrow();
			assertThat(story.instance().key()).isEqualTo(key);
			assertThat(List.of(story.params(), story.output(), story.error())).containsExactly("{\"a\":1}", "2", "3");
			assertThat(story.steps()).containsExactly(
					new StepRow(LOAD, 10, "{}", 50, 60L, true, null, "\"x\"", null, 3, 55L, 3, token),
					new StepRow(NAP, 20, null, 100, null, null, 5_000_000_000L, null, null, 0, null, 4, token));
			assertThat(story.attempts()).containsExactly(new AttemptRow(LOAD, 10, 1, "{}", 50, 51L, "e1", 52L),
					new AttemptRow(LOAD, 10, 2, null, 52, 53L, "e2", 54L),
					new AttemptRow(LOAD, 10, 3, null, 55, null, null, null));
			assertThat(queries(pool, database).story("w", "b").orElseThrow().steps().get(0).success()).isFalse();
			assertThat(queries(pool, database).story("w", "c")).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void storyIsOfOneMoment(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPoolWithTables()) {
			insert(pool, key(1), "w", "a", "queued");
			CallerDataSource callers = new CallerDataSource(pool);
			JdbcTemplate jdbc = new JdbcTemplate(pool);
			JdbcTemplate others = new JdbcTemplate(other(pool));
			List<Integer> seen = new Snapshots(callers, Vendor.valueOf(database.name())).read(() -> {
				List<Integer> counts = new ArrayList<>();
				counts.add(jdbc.queryForObject("select count(*) from workflow_instance", Integer.class));
				others.update("delete from workflow_instance");
				counts.add(jdbc.queryForObject("select count(*) from workflow_instance", Integer.class));
				return counts;
			});
			assertThat(seen).containsExactly(1, 1);
			assertThat(jdbc.queryForObject("select count(*) from workflow_instance", Integer.class)).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void storyGivesTheConnectionBackAsItWas(TestDatabase database) throws SQLException {
		for (boolean autoCommit : new boolean[] { true, false }) {
			try (HikariDataSource pool = TestDatabase.withTables(TestDatabase.pool(database.newUrl(), autoCommit, 1))) {
				insert(pool, key(1), "w", "a", "queued");
				int isolation = new JdbcTemplate(pool)
					.execute((Connection connection) -> connection.getTransactionIsolation());
				assertThat(queries(pool, database).story("w", "a")).isPresent();
				TestDatabase.execute(pool, "update workflow_instance set run = 2");
				assertThat(queries(pool, database).find("w", "a")).map(InstanceRow::run).contains(2);
				assertThat(
						new JdbcTemplate(pool).execute((Connection connection) -> connection.getTransactionIsolation()))
					.isEqualTo(isolation);
				assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void readsJoinTheCallersTransaction(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPoolWithTables()) {
			JdbcInstanceQueries queries = queries(pool, database);
			TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
			transaction.executeWithoutResult((status) -> {
				insertJoined(new JdbcTemplate(pool), key(1));
				assertThat(queries.find("w", "a")).isPresent();
				assertThat(queries.story("w", "a")).isPresent();
				assertThat(queries.list("w", null, null, 1)).hasSize(1);
				assertThat(queries.counts()).hasSize(1);
				status.setRollbackOnly();
			});
			assertThat(queries.find("w", "a")).isEmpty();
			assertThat(queries.story("w", "a")).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void readsJoinThroughProxiesEitherWayRound(boolean managerHasProxy) throws SQLException {
		try (HikariDataSource pool = TestDatabase.H2.newPoolWithTables()) {
			LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy(pool);
			JdbcInstanceQueries queries = queries(managerHasProxy ? pool : new TransactionAwareDataSourceProxy(lazy),
					TestDatabase.H2);
			DataSourceTransactionManager manager = new DataSourceTransactionManager(managerHasProxy ? lazy : pool);
			new TransactionTemplate(manager).executeWithoutResult((status) -> {
				insertJoined(new JdbcTemplate(manager.getDataSource()), key(1));
				assertThat(queries.find("w", "a")).isPresent();
				assertThat(queries.story("w", "a")).isPresent();
				status.setRollbackOnly();
			});
			assertThat(queries.find("w", "a")).isEmpty();
			assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { ";DATABASE_TO_UPPER=FALSE", ";DATABASE_TO_LOWER=TRUE", ";IGNORECASE=TRUE",
			";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", ";CASE_INSENSITIVE_IDENTIFIERS=TRUE", ";MODE=MySQL" })
	void readsWorkHoweverH2FoldsNames(String settings) throws SQLException {
		try (HikariDataSource pool = TestDatabase
			.withTables(TestDatabase.pool(TestDatabase.H2.newUrl() + settings, true))) {
			insert(pool, key(1), "w", "a", "queued");
			step(pool, key(1), LOAD, 1, "'{}', 50, 60, 1, null, '1', null, 1, 50, 1", new UUID(1, 1));
			attempt(pool, key(1), LOAD, "1, 0, 10, '{}', 50, null, null, null", new UUID(1, 1));
			JdbcInstanceQueries queries = queries(pool, TestDatabase.H2);
			Optional<InstanceStory> story = queries.story("w", "a");
			assertThat(story).isPresent();
			assertThat(story.get().steps()).hasSize(1);
			assertThat(story.get().attempts()).hasSize(1);
			assertThat(queries.list("w", InstanceStatus.QUEUED, null, 5)).hasSize(1);
			assertThat(queries.counts()).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void databaseWithoutTablesIsUnavailable(TestDatabase database) {
		try (HikariDataSource pool = database.newPool()) {
			JdbcInstanceQueries queries = queries(pool, database);
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> queries.find("w", "secret"))
				.withMessageNotContaining("secret");
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> queries.story("w", "a"));
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(queries::counts);
			assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
		}
	}

	@Test
	void databaseThatDoesNotAnswerIsUnavailable() {
		HikariDataSource pool = TestDatabase.H2.newPoolWithTables();
		JdbcInstanceQueries queries = queries(pool, TestDatabase.H2);
		pool.close();
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> queries.find("w", "a"));
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> queries.story("w", "a"));
	}

	private static JdbcInstanceQueries queries(DataSource dataSource, TestDatabase database) {
		return new JdbcInstanceQueries(new CallerDataSource(dataSource), Vendor.valueOf(database.name()));
	}

	/** Not the object that the snapshot is bound to. */
	private static DataSource other(HikariDataSource pool) {
		return new DelegatingDataSource(pool);
	}

	private static List<String> pages(JdbcInstanceQueries queries, InstanceStatus status, int size) {
		List<String> ids = new ArrayList<>();
		UUID before = null;
		while (true) {
			List<InstanceRow> page = queries.list("w", status, before, size);
			assertThat(page).hasSizeLessThanOrEqualTo(size);
			if (page.isEmpty()) {
				return ids;
			}
			page.forEach((row) -> ids.add(row.id()));
			before = page.get(page.size() - 1).key();
		}
	}

	/** Keys as in 2024, also with the highest bit of the lower half set. */
	private static UUID key(int i) {
		return new UUID(0x018F_0000_0000_7000L + i, 0x8000_0000_0000_0000L + i * 31);
	}

	private static void insert(DataSource pool, UUID key, String workflow, String id, String status)
			throws SQLException {
		TestDatabase.execute(pool,
				"insert into workflow_instance (instance_key, workflow, id, run, status, params_hash, trigger_source,"
						+ " fence, created_at) values ('" + key + "', '" + workflow + "', '" + id + "', 1, '" + status
						+ "', '" + "0".repeat(64) + "', 'api', 0, 1000000000001)");
	}

	private static void insertJoined(JdbcTemplate jdbc, UUID key) {
		jdbc.execute("insert into workflow_instance (instance_key, workflow, id, run, status, params_hash,"
				+ " trigger_source, fence, created_at) values ('" + key + "', 'w', 'a', 1, 'queued', '" + "0".repeat(64)
				+ "', 'api', 0, 1000000000001)");
	}

	private static void step(DataSource pool, UUID instance, StepKey key, long seq, String rest, UUID token)
			throws SQLException {
		TestDatabase.execute(pool,
				"insert into workflow_step values ('" + instance + "', '" + key.scope() + "', '"
						+ key.kind().name().toLowerCase() + "', '" + key.name() + "', " + key.count() + ", " + seq
						+ ", " + rest + ", '" + token + "')");
	}

	private static void attempt(DataSource pool, UUID instance, StepKey key, String rest, UUID token)
			throws SQLException {
		TestDatabase.execute(pool,
				"insert into workflow_attempt values ('" + instance + "', '" + key.scope() + "', '"
						+ key.kind().name().toLowerCase() + "', '" + key.name() + "', " + key.count() + ", " + rest
						+ ", 1, '" + token + "')");
	}

}
