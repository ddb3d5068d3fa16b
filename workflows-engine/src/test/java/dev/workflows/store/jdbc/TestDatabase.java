package dev.workflows.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * The databases that tests run on. Every pool is on a database, or a schema, of its own.
 */
enum TestDatabase {

	H2 {
		@Override
		String newUrl() {
			return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
		}
	},

	SQLITE {
		@Override
		String newUrl() {
			try {
				Path file = Files.createTempFile("workflows", ".db");
				file.toFile().deleteOnExit();
				return "jdbc:sqlite:" + file + "?journal_mode=WAL&busy_timeout=10000&transaction_mode=IMMEDIATE";
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	},

	POSTGRESQL {
		@Override
		String newUrl() {
			String schema = "s" + UUID.randomUUID().toString().replace("-", "");
			try (Connection connection = Postgres.SERVER.getPostgresDatabase().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("create schema " + schema);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
			return Postgres.SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
		}
	};

	abstract String newUrl();

	HikariDataSource newPool() {
		return pool(newUrl(), true);
	}

	HikariDataSource newPoolWithTables() {
		return withTables(newPool());
	}

	static HikariDataSource withTables(HikariDataSource pool) {
		new JdbcSchema(pool).createOrMigrate();
		return pool;
	}

	static HikariDataSource pool(String url, boolean autoCommit) {
		return pool(url, autoCommit, 8);
	}

	static HikariDataSource pool(String url, boolean autoCommit, int size) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		config.setAutoCommit(autoCommit);
		config.setMaximumPoolSize(size);
		config.setMinimumIdle(0);
		return new HikariDataSource(config);
	}

	static void execute(DataSource dataSource, String... statements) throws SQLException {
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
			if (!connection.getAutoCommit()) {
				connection.commit();
			}
		}
	}

	/**
	 * One server for all tests of the JVM; it stops with the JVM.
	 */
	private static final class Postgres {

		static final EmbeddedPostgres SERVER = start();

		private static EmbeddedPostgres start() {
			try {
				return EmbeddedPostgres.builder()
					.setServerConfig("fsync", "off")
					.setServerConfig("max_connections", "200")
					.start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
