package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.StoreUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class JdbcSchemaTests {

	private static final SchemaScripts ONE = new SchemaScripts("schema", List.of("V1__first.sql"));

	private static final SchemaScripts TWO = new SchemaScripts("schema", List.of("V1__first.sql", "V2__second.sql"));

	private static final SchemaScripts THREE = new SchemaScripts("schema",
			List.of("V1__first.sql", "V2__second.sql", "V3__breaking.sql"));

	@ParameterizedTest
	@EnumSource
	void createMakesTablesOnceAndCheckAcceptsThem(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPool()) {
			JdbcSchema schema = new JdbcSchema(pool);
			schema.createOrMigrate();
			TestDatabase.execute(pool, "insert into workflow_node values ('" + new UUID(1, 2) + "', 'p', 0, 0, 0)");
			schema.createOrMigrate();
			assertThatNoException().isThrownBy(schema::check);
			assertThat(query(pool, "select count(*) from workflow_node")).isEqualTo("1");
			assertThat(query(pool, "select count(*) from workflow_schema")).isEqualTo("1");
			assertThat(query(pool, "select applied_at from workflow_schema")).satisfies(JdbcSchemaTests::isNow);
		}
	}

	@ParameterizedTest
	@EnumSource
	void createWorksWhereAutoCommitIsOffAndLeavesItOff(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = TestDatabase.pool(database.newUrl(), false)) {
			new JdbcSchema(pool).createOrMigrate();
			new JdbcSchema(pool).check();
			try (Connection connection = pool.getConnection()) {
				assertThat(connection.getAutoCommit()).isFalse();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void checkWithoutTablesNamesTheScript(TestDatabase database) {
		try (HikariDataSource pool = database.newPool()) {
			JdbcSchema schema = new JdbcSchema(pool);
			assertThatExceptionOfType(SchemaException.class).isThrownBy(schema::check)
				.withMessageContaining("WF-3401")
				.withMessageContaining(schema.scriptLocation())
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo("WF-3401"));
			assertThat(getClass().getClassLoader().getResource(schema.scriptLocation())).isNotNull();
			assertThat(schema.scriptLocation()).endsWith(database.name().toLowerCase() + "/V1__create.sql");
		}
	}

	@ParameterizedTest
	@EnumSource
	void olderTablesAreMigratedAndKeepTheirRows(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPool()) {
			new JdbcSchema(pool, ONE).createOrMigrate();
			TestDatabase.execute(pool, "insert into migrated (id) values (7)");
			assertThatExceptionOfType(SchemaException.class).isThrownBy(new JdbcSchema(pool, TWO)::check)
				.withMessageContaining("WF-3402")
				.withMessageContaining("V2__second.sql");
			new JdbcSchema(pool, TWO).createOrMigrate();
			new JdbcSchema(pool, TWO).check();
			assertThat(query(pool, "select note from migrated where id = 7")).isEqualTo("second");
			assertThat(query(pool, "select count(*) from workflow_schema")).isEqualTo("2");
		}
	}

	@ParameterizedTest
	@EnumSource
	void newerTablesAreAcceptedOnlyIfTheySayThatTheyAreCompatible(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPool()) {
			new JdbcSchema(pool, TWO).createOrMigrate();
			assertThatNoException().isThrownBy(new JdbcSchema(pool, ONE)::check);
			assertThatNoException().isThrownBy(new JdbcSchema(pool, ONE)::createOrMigrate);
			new JdbcSchema(pool, THREE).createOrMigrate();
			assertThatExceptionOfType(SchemaException.class).isThrownBy(new JdbcSchema(pool, ONE)::check)
				.withMessageContaining("WF-3403");
			assertThatExceptionOfType(SchemaException.class).isThrownBy(new JdbcSchema(pool, ONE)::createOrMigrate)
				.withMessageContaining("WF-3403");
			assertThat(query(pool, "select count(*) from workflow_schema")).isEqualTo("3");
		}
	}

	@ParameterizedTest
	@EnumSource
	void manyNodesMayCreateAtOnce(TestDatabase database) throws Exception {
		for (int round = 0; round < 5; round++) {
			try (HikariDataSource pool = database.newPool()) {
				atOnce(8, pool, (node) -> new JdbcSchema(node, TWO).createOrMigrate());
				new JdbcSchema(pool, TWO).check();
				assertThat(query(pool, "select count(*) from workflow_schema")).isEqualTo("2");
			}
			try (HikariDataSource pool = database.newPool()) {
				atOnce(8, pool, (node) -> new JdbcSchema(node).createOrMigrate());
				assertThat(query(pool, "select count(*) from workflow_schema")).isEqualTo("1");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
	void scriptThatFailsLeavesNothing(TestDatabase database) throws SQLException {
		SchemaScripts broken = new SchemaScripts("schema", List.of("V1__first.sql", "V2__broken.sql"));
		try (HikariDataSource pool = database.newPool()) {
			assertThatExceptionOfType(SchemaException.class).isThrownBy(new JdbcSchema(pool, broken)::createOrMigrate)
				.withMessageContaining("WF-3405");
			assertThatExceptionOfType(SchemaException.class).isThrownBy(new JdbcSchema(pool, broken)::check)
				.withMessageContaining("WF-3401");
			new JdbcSchema(pool, TWO).createOrMigrate();
		}
	}

	@Test
	void scriptThatIsCutShortOnH2IsRunToItsEnd() throws SQLException {
		SchemaScripts broken = new SchemaScripts("schema", List.of("V1__first.sql", "V2__broken.sql"));
		try (HikariDataSource pool = TestDatabase.H2.newPool()) {
			assertThatExceptionOfType(SchemaException.class).isThrownBy(new JdbcSchema(pool, broken)::createOrMigrate);
			new JdbcSchema(pool, TWO).createOrMigrate();
			assertThat(query(pool, "select count(*) from workflow_schema")).isEqualTo("2");
		}
	}

	@Test
	void lockOfNodeThatDiedOnH2IsBroken() throws SQLException {
		try (HikariDataSource pool = TestDatabase.H2.newPool()) {
			TestDatabase.execute(pool, "create constant workflow_upgrade_since value 0");
			new JdbcSchema(pool).createOrMigrate();
			new JdbcSchema(pool).check();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ";IGNORECASE=TRUE", ";DATABASE_TO_UPPER=FALSE", ";DATABASE_TO_LOWER=TRUE",
			";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH", ";MODE=MySQL", ";MODE=MSSQLServer" })
	void idsOnH2DifferByCaseAndBlanksHoweverTheDatabaseIsSet(String settings) throws SQLException {
		try (HikariDataSource pool = TestDatabase.pool(TestDatabase.H2.newUrl() + settings, true)) {
			idsDifferByCaseAndBlanks(pool);
		}
	}

	@ParameterizedTest
	@EnumSource
	void idsDifferByCaseAndBlanks(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPool()) {
			idsDifferByCaseAndBlanks(pool);
		}
	}

	private void idsDifferByCaseAndBlanks(DataSource pool) throws SQLException {
		new JdbcSchema(pool).createOrMigrate();
		for (String id : List.of("a", "A", "a ", " a")) {
			TestDatabase.execute(pool,
					"insert into workflow_instance (instance_key, workflow, id, run, status, params_hash,"
							+ " trigger_source, fence, created_at) values ('" + UUID.randomUUID() + "', 'w', '" + id
							+ "', 1, 'queued', '" + "0".repeat(64) + "', 'api', 0, 0)");
		}
		assertThat(query(pool, "select count(*) from workflow_instance where workflow = 'w' and id = 'a'"))
			.isEqualTo("1");
		assertThat(query(pool, "select count(*) from workflow_instance where workflow = 'W'")).isEqualTo("0");
	}

	@Test
	void embeddedIsH2InThisProcessAndSqlite() {
		try (HikariDataSource h2 = TestDatabase.H2.newPool();
				HikariDataSource sqlite = TestDatabase.SQLITE.newPool();
				HikariDataSource postgres = TestDatabase.POSTGRESQL.newPool()) {
			assertThat(new JdbcSchema(h2).isEmbedded()).isTrue();
			assertThat(new JdbcSchema(sqlite).isEmbedded()).isTrue();
			assertThat(new JdbcSchema(postgres).isEmbedded()).isFalse();
		}
	}

	@Test
	void databaseThatDoesNotAnswerIsUnavailable() {
		HikariDataSource pool = TestDatabase.H2.newPool();
		pool.close();
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(new JdbcSchema(pool)::check)
			.satisfies((ex) -> assertThat(ex.applied()).isEqualTo(StoreUnavailableException.Applied.NO));
	}

	private static void isNow(String millis) {
		assertThat(Math.abs(System.currentTimeMillis() - Long.parseLong(millis))).isLessThan(3_600_000);
	}

	/** Each node has its connection before any of them begins. */
	private static void atOnce(int nodes, DataSource pool, Consumer<DataSource> task) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(nodes);
		List<Connection> connections = new ArrayList<>();
		try {
			CountDownLatch go = new CountDownLatch(1);
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < nodes; i++) {
				Connection connection = pool.getConnection();
				connections.add(connection);
				futures.add(executor.submit(() -> {
					go.await();
					task.accept(new SingleConnectionDataSource(connection, true));
					return true;
				}));
			}
			go.countDown();
			for (Future<?> future : futures) {
				future.get();
			}
		}
		finally {
			for (Connection connection : connections) {
				connection.close();
			}
			executor.shutdownNow();
		}
	}

	private static String query(DataSource dataSource, String sql) throws SQLException {
		try (Connection connection = dataSource.getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			rows.next();
			return rows.getString(1);
		}
	}

}
