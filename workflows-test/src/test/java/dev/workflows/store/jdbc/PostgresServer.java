package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.opentest4j.TestAbortedException;

/**
 * One PostgreSQL server for all tests of the JVM, started when first needed; it stops
 * with the JVM. Where it cannot start, tests that need it are skipped and the run says
 * so.
 */
final class PostgresServer {

	private static final AtomicInteger SCHEMAS = new AtomicInteger();

	private PostgresServer() {
	}

	/** Returns the URL of a new, empty schema. */
	static String newSchema() {
		EmbeddedPostgres server = Holder.server();
		String schema = "s" + SCHEMAS.incrementAndGet();
		try (Connection connection = server.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create schema " + schema);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
	}

	private static final class Holder {

		private static EmbeddedPostgres server;

		private static String failure;

		static {
			try {
				server = EmbeddedPostgres.builder()
					.setServerConfig("fsync", "off")
					.setServerConfig("max_connections", "200")
					.start();
			}
			catch (Exception ex) {
				failure = String.valueOf(ex.getMessage());
				NotProven.report("PostgreSQL contract", failure);
			}
		}

		static EmbeddedPostgres server() {
			if (failure != null) {
				throw new TestAbortedException("PostgreSQL cannot be started: " + failure);
			}
			return server;
		}

	}

}
