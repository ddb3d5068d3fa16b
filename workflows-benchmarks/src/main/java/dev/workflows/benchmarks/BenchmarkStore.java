package dev.workflows.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * A database of one kind that gives fresh tables as often as is asked.
 */
final class BenchmarkStore implements AutoCloseable {

	private final String name;

	private final Path directory;

	private final @Nullable EmbeddedPostgres server;

	private int databases;

	private BenchmarkStore(String name, Path directory, @Nullable EmbeddedPostgres server) {
		this.name = name;
		this.directory = directory;
		this.server = server;
	}

	static BenchmarkStore open(String name, Path directory) throws IOException {
		return switch (name) {
			case "postgresql" -> new BenchmarkStore(name, directory, startServer(directory));
			case "h2", "sqlite" -> new BenchmarkStore(name, directory, null);
			default -> throw new IllegalArgumentException("no store " + name + "; postgresql, h2, sqlite");
		};
	}

	/** The library's own defaults are those of tests: they trade durability for speed. */
	private static EmbeddedPostgres startServer(Path directory) throws IOException {
		return EmbeddedPostgres.builder()
			.setDataDirectory(directory.resolve("postgresql"))
			.setServerConfig("fsync", "on")
			.setServerConfig("full_page_writes", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("max_connections", "100")
			.setServerConfig("shared_buffers", "256MB")
			.setServerConfig("max_wal_size", "4GB")
			.setPGStartupWait(Duration.ofSeconds(60))
			.start();
	}

	String name() {
		return this.name;
	}

	BareStatements statements() {
		return (this.server != null) ? new ArrayStatements() : new BatchStatements(this.name.equals("h2"));
	}

	/** What the database itself says about how safe its commits are. */
	String settings() throws SQLException {
		try (StoreConnections connections = fresh();
				Connection connection = connections.application().getConnection()) {
			List<String> settings = new ArrayList<>();
			settings.add(connection.getMetaData().getDatabaseProductVersion());
			for (String query : durabilityQueries()) {
				try (Statement statement = connection.createStatement();
						ResultSet result = statement.executeQuery(query)) {
					settings.add(query + " = " + (result.next() ? result.getString(1) : "?"));
				}
			}
			return String.join("; ", settings);
		}
	}

	private List<String> durabilityQueries() {
		return switch (this.name) {
			case "postgresql" -> List.of("show fsync", "show synchronous_commit", "show full_page_writes");
			case "sqlite" -> List.of("pragma journal_mode", "pragma synchronous");
			default ->
				List.of("select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'");
		};
	}

	StoreConnections fresh() throws SQLException {
		String database = "run" + this.databases++;
		if (this.server == null) {
			Path file = this.directory.resolve(this.name + "-" + database);
			return StoreConnections.open(this.name.equals("h2") ? "jdbc:h2:file:" + file + ";WRITE_DELAY=0"
					: "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000");
		}
		try (Connection connection = this.server.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database " + database);
		}
		return StoreConnections.open(this.server.getJdbcUrl("postgres", database));
	}

	@Override
	public void close() throws IOException {
		if (this.server != null) {
			this.server.close();
		}
	}

}
