package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.store.Claimed;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostgreSqlSessionsTests {

	@Test
	void engineConnectionsAreLimitedForTheirWholeLifeAndTheApplicationsAreNot() throws SQLException {
		try (StoreTestSupport support = new StoreTestSupport(TestDatabase.POSTGRESQL)) {
			support.store.nodes();
			assertThat(ask(support.engine, "show statement_timeout")).isEqualTo("5s");
			assertThat(ask(support.engine, "show lock_timeout")).isEqualTo("2s");
			assertThat(ask(support.engine, "show idle_in_transaction_session_timeout")).isEqualTo("15s");
			assertThat(ask(support.engine, "show application_name")).startsWith("workflows");
			assertThat(ask(support.application, "show statement_timeout")).isEqualTo("0");
			assertThat(ask(support.application, "show application_name")).doesNotStartWith("workflows");
		}
	}

	@Test
	void sharedConnectionsAreLimitedInTheEnginesTransactionsOnly() throws SQLException {
		try (HikariDataSource pool = TestDatabase.POSTGRESQL.newPoolWithTables()) {
			pool.setMaximumPoolSize(1);
			Dialect dialect = new PostgreSqlDialect(true, null);
			Connections connections = new Connections(pool, pool, dialect);
			assertThat(connections.<String>write("look", (statements) -> show(statements, "statement_timeout")))
				.isEqualTo("5s");
			assertThat(connections.<String>write("look", (statements) -> show(statements, "lock_timeout")))
				.isEqualTo("2s");
			assertThat(ask(pool, "show statement_timeout")).isEqualTo("0");
			assertThat(ask(pool, "show enable_seqscan")).isEqualTo("on");
		}
	}

	@Test
	void engineWorksUnderReadCommittedWhateverTheDatabasesDefault() throws SQLException {
		try (HikariDataSource pool = TestDatabase.POSTGRESQL.newPool()) {
			pool.setMaximumPoolSize(1);
			TestDatabase.execute(pool, "set default_transaction_isolation = 'serializable'");
			assertThat(ask(pool, "show transaction_isolation")).isEqualTo("serializable");
			for (boolean shared : new boolean[] { true, false }) {
				Connections connections = new Connections(pool, pool, new PostgreSqlDialect(shared, null));
				assertThat(connections.<String>write("look", (statements) -> show(statements, "transaction_isolation")))
					.isEqualTo("read committed");
			}
		}
	}

	/**
	 * The plans that cost most are those that PostgreSQL makes while a table looks empty.
	 */
	@Test
	void claimTakesNoMoreThanItsLimitUnderEveryPlan() throws SQLException {
		try (StoreTestSupport support = new StoreTestSupport(TestDatabase.POSTGRESQL)) {
			support.engine.setMaximumPoolSize(1);
			support.createQueued(2_000);
			for (String setting : List.of("enable_nestloop = on", "enable_material = off", "enable_hashjoin = on",
					"enable_mergejoin = on", "enable_nestloop = off", "enable_indexscan = off",
					"plan_cache_mode = force_custom_plan")) {
				TestDatabase.execute(support.engine, "set " + setting);
				for (int i = 0; i < 20; i++) {
					List<UUID> before = owned(support);
					List<Claimed> claimed = support.claim(1);
					assertThat(claimed).hasSize(1);
					assertThat(owned(support)).hasSize(before.size() + 1).contains(claimed.get(0).key());
				}
			}
		}
	}

	private static List<UUID> owned(StoreTestSupport support) {
		return support.store.owned(support.node).stream().map((row) -> row.key()).toList();
	}

	private static String show(Statements statements, String setting) throws SQLException {
		try (ResultSet row = statements.bind("show " + setting).query()) {
			row.next();
			return row.getString(1);
		}
	}

	private static String ask(DataSource dataSource, String sql) throws SQLException {
		try (Connection connection = dataSource.getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getString(1);
		}
	}

}
