package dev.workflows.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.store.jdbc.JdbcSchema;

/**
 * Fresh tables of a store, and two pools as an application has them: its own and the
 * engine's.
 *
 * @param application the application's connections
 * @param engine the engine's connections
 */
record StoreConnections(HikariDataSource application, HikariDataSource engine) implements AutoCloseable {

	static StoreConnections open(String url) {
		StoreConnections connections = new StoreConnections(pool(url), pool(url));
		new JdbcSchema(connections.application()).createOrMigrate();
		return connections;
	}

	private static HikariDataSource pool(String url) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		config.setMaximumPoolSize(8);
		return new HikariDataSource(config);
	}

	/**
	 * Fails if the tables do not hold what the load was to write, so that no figure
	 * counts steps that were not stored.
	 */
	void requireWritten(Load load) throws SQLException {
		try (Connection connection = this.application.getConnection();
				Statement statement = connection.createStatement()) {
			require(statement, "select count(*) from workflow_step where success = 1 and options = '"
					+ BareStatements.OPTIONS + "'", load.stepsInAll());
			require(statement, "select count(*) from workflow_instance where status = 'complete' and owner is null",
					load.instances() * load.waves());
		}
	}

	private static void require(Statement statement, String query, int expected) throws SQLException {
		try (ResultSet result = statement.executeQuery(query)) {
			result.next();
			if (result.getInt(1) != expected) {
				throw new IllegalStateException(query + " gave " + result.getInt(1) + " instead of " + expected);
			}
		}
	}

	@Override
	public void close() {
		this.engine.close();
		this.application.close();
	}

}
