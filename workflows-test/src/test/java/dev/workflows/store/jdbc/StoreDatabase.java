package dev.workflows.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.util.FileSystemUtils;

/**
 * A new database with the tables, for one test class.
 */
final class StoreDatabase implements BeforeAllCallback, AfterAllCallback {

	private final Supplier<String> url;

	private final boolean shared;

	private String opened;

	private HikariDataSource application;

	private HikariDataSource engine;

	private JdbcStoreFixture fixture;

	private StoreDatabase(Supplier<String> url, boolean shared) {
		this.url = url;
		this.shared = shared;
	}

	static StoreDatabase postgreSql() {
		return new StoreDatabase(PostgresServer::newSchema, false);
	}

	static StoreDatabase h2Memory() {
		return new StoreDatabase(() -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", false);
	}

	static StoreDatabase h2File() {
		return new StoreDatabase(() -> "jdbc:h2:file:" + newDirectory().resolve("store"), false);
	}

	static StoreDatabase sqlite() {
		return new StoreDatabase(() -> "jdbc:sqlite:" + newDirectory().resolve("store.db")
				+ "?journal_mode=WAL&busy_timeout=10000&transaction_mode=IMMEDIATE", false);
	}

	/** The engine has no pool of its own. */
	StoreDatabase onOnePool() {
		return new StoreDatabase(this.url, true);
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		this.opened = this.url.get();
		this.application = pool(this.opened);
		this.engine = this.shared ? this.application : pool(this.opened);
		this.fixture = new JdbcStoreFixture(this.application, this.engine);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.fixture != null) {
			this.fixture.close();
			this.engine.close();
			this.application.close();
		}
	}

	JdbcStoreFixture fixture() {
		return this.fixture;
	}

	String url() {
		return this.opened;
	}

	DataSource application() {
		return this.application;
	}

	DataSource engine() {
		return this.engine;
	}

	static HikariDataSource pool(String url, String... settings) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		config.setMaximumPoolSize(20);
		config.setMinimumIdle(0);
		if (settings.length > 0) {
			config.setConnectionInitSql(String.join(";", settings));
		}
		return new HikariDataSource(config);
	}

	private static Path newDirectory() {
		try {
			Path directory = Files.createTempDirectory("workflows");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(directory)));
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void deleteQuietly(Path directory) {
		try {
			FileSystemUtils.deleteRecursively(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
