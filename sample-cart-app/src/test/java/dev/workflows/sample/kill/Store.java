package dev.workflows.sample.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A database that the shop works on, and how to look into it once the shop is stopped.
 */
final class Store implements AutoCloseable {

	private final Kind kind;

	private final Path folder;

	private final EmbeddedPostgres postgres;

	private Store(Kind kind, Path folder, EmbeddedPostgres postgres) {
		this.kind = kind;
		this.folder = folder;
		this.postgres = postgres;
	}

	static Store open(Kind kind, Path folder) throws IOException {
		EmbeddedPostgres postgres = (kind == Kind.POSTGRES)
				? EmbeddedPostgres.builder().setServerConfig("fsync", "on").start() : null;
		return new Store(kind, folder, postgres);
	}

	/**
	 * Returns the shop's arguments. H2 and SQLite are used as the shop itself configures
	 * them, in its working directory.
	 */
	List<String> arguments() {
		return switch (this.kind) {
			case H2 -> List.of();
			case SQLITE -> List.of("--spring.profiles.active=sqlite");
			case POSTGRES -> List.of("--spring.profiles.active=postgres", "--spring.datasource.username=postgres",
					"--spring.datasource.url=" + this.postgres.getJdbcUrl("postgres", "postgres"),
					"--workflows.lease=1s");
		};
	}

	Connection connect() throws SQLException {
		return switch (this.kind) {
			case H2 ->
				DriverManager.getConnection("jdbc:h2:" + this.folder.resolve("data/shop") + ";IFEXISTS=TRUE", "sa", "");
			case SQLITE -> DriverManager.getConnection("jdbc:sqlite:" + this.folder.resolve("data/shop.db"));
			case POSTGRES -> this.postgres.getPostgresDatabase().getConnection();
		};
	}

	@Override
	public void close() throws IOException {
		if (this.postgres != null) {
			this.postgres.close();
		}
	}

	enum Kind {

		H2, SQLITE, POSTGRES;

		static Kind of(String name) {
			return valueOf(name.toUpperCase(Locale.ROOT));
		}

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
