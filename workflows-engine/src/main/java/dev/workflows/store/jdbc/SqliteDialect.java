package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;

import dev.workflows.store.StoreTraits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SQLite. It has one writer at a time and locks no rows.
 */
final class SqliteDialect implements Dialect {

	private static final Logger logger = LoggerFactory.getLogger(SqliteDialect.class);

	private static final String NOW = "cast(round(unixepoch('subsec') * 1000) as integer)";

	/** Older ones can lose a write when two connections checkpoint at once. */
	private static final int[] SAFE_VERSION = { 3, 51, 3 };

	private final String now;

	private final StoreTraits traits;

	private final Sessions sessions;

	private SqliteDialect(boolean memory, @Nullable String now) {
		this.traits = new StoreTraits("SQLite", true, !memory, true);
		this.now = (now != null) ? now : NOW;
		this.sessions = new SqliteSessions();
	}

	/**
	 * Opens it, and turns its write-ahead log on.
	 */
	static SqliteDialect open(Connection connection, boolean shared, @Nullable String now) throws SQLException {
		String url = connection.getMetaData().getURL().toLowerCase(Locale.ROOT);
		boolean memory = isMemory(url);
		if (memory && !shared && !url.contains("cache=shared")) {
			throw new SchemaException("WF-3407", "the SQLite database is in memory, where each connection has one of "
					+ "its own; give the engine the application's DataSource, or use a file");
		}
		if (memory) {
			logger.warn("Workflows are kept in an SQLite database in memory: they end with the process");
		}
		warnOfOldVersion(ask(connection, "select sqlite_version()"));
		ask(connection, "pragma journal_mode = wal");
		return new SqliteDialect(memory, now);
	}

	private static boolean isMemory(String url) {
		return url.contains(":memory:") || url.contains("mode=memory") || url.equals("jdbc:sqlite:");
	}

	private static void warnOfOldVersion(String version) {
		if (isOlder(version)) {
			logger.warn(
					"SQLite {} can damage its file when two connections checkpoint at once; use org.xerial:sqlite-jdbc "
							+ "3.51.3.0 or newer",
					version);
		}
	}

	static boolean isOlder(String version) {
		int[] parts = Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
		return Arrays.compare(parts, SAFE_VERSION) < 0;
	}

	private static String ask(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
			return row.next() ? row.getString(1) : "";
		}
	}

	@Override
	public StoreTraits traits() {
		return this.traits;
	}

	@Override
	public Sessions sessions() {
		return this.sessions;
	}

	@Override
	public String now() {
		return this.now;
	}

	@Override
	public String skipLocked() {
		return "";
	}

	@Override
	public String lock() {
		return "";
	}

	@Override
	public String lockNode() {
		return "";
	}

	@Override
	public String ignoreDuplicate() {
		return " on conflict do nothing";
	}

	@Override
	public boolean isDuplicate(SQLException ex) {
		return false;
	}

	@Override
	public boolean keepsUuidAsText() {
		return true;
	}

	@Override
	public String anyOf() {
		return " in (select value from json_each(?))";
	}

	@Override
	public Claims claims(Connections connections) {
		return new RowClaims(connections, this);
	}

	@Override
	public CommitWriter commitWriter(Connections connections) {
		return new RowCommits(connections, this);
	}

	@Override
	public InstanceInserts instanceInserts(Connections connections) {
		return new RowInserts(connections, this);
	}

}
