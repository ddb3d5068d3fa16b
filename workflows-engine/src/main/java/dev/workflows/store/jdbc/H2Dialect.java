package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

import dev.workflows.store.StoreTraits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2, in this process or as a server.
 */
final class H2Dialect implements Dialect {

	private static final Logger logger = LoggerFactory.getLogger(H2Dialect.class);

	private static final String NOW = "cast(floor(extract(epoch from current_timestamp(9)) * 1000) as bigint)";

	private static final String DUPLICATE_KEY = "23505";

	private final String now;

	private final StoreTraits traits;

	private final Sessions sessions = new Sessions();

	private H2Dialect(StoreTraits traits, @Nullable String now) {
		this.traits = traits;
		this.now = (now != null) ? now : NOW;
	}

	/**
	 * Opens it, and makes it write each commit to the disk before it answers, which H2
	 * does not by itself.
	 */
	static H2Dialect open(Connection connection, @Nullable String now) throws SQLException {
		StoreTraits traits = traits(connection.getMetaData().getURL());
		if (!traits.durable()) {
			logger.warn("Workflows are kept in an H2 database in memory: they end with the process");
		}
		else if (traits.embedded()) {
			writeAtOnce(connection);
		}
		return new H2Dialect(traits, now);
	}

	private static void writeAtOnce(Connection connection) throws SQLException {
		boolean autoCommit = connection.getAutoCommit();
		try (Statement statement = connection.createStatement()) {
			statement.execute("set write_delay 0");
			if (!autoCommit) {
				connection.commit();
			}
		}
		catch (SQLException ex) {
			logger.warn("H2 could not be told to write each commit at once (SQLSTATE {}): when the process is killed, "
					+ "workflows may lose what they did in the last moment. Let a user with administrative rights execute "
					+ "SET WRITE_DELAY 0 at each start", ex.getSQLState());
		}
	}

	static StoreTraits traits(String url) {
		String lower = url.toLowerCase(Locale.ROOT);
		boolean remote = lower.startsWith("jdbc:h2:tcp:") || lower.startsWith("jdbc:h2:ssl:");
		boolean memory = lower.startsWith("jdbc:h2:mem:");
		boolean several = remote || lower.contains(";auto_server=true");
		boolean survives = remote || memory || lower.startsWith("jdbc:h2:async:") || lower.startsWith("jdbc:h2:retry:");
		return new StoreTraits("H2", !several, remote ? !lower.contains("/mem:") : !memory, survives);
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
		return " for update skip locked";
	}

	@Override
	public String lock() {
		return " for update wait 2";
	}

	@Override
	public String lockNode() {
		return " for update";
	}

	/** There is no such clause, but the error leaves the transaction as it was. */
	@Override
	public String ignoreDuplicate() {
		return "";
	}

	@Override
	public boolean isDuplicate(SQLException ex) {
		return DUPLICATE_KEY.equals(ex.getSQLState());
	}

	/**
	 * H2 has no partial indexes, and takes the one of the owner, where nearly all rows
	 * have none.
	 */
	@Override
	public String useDueIndex() {
		return " use index (workflow_instance_due)";
	}

	@Override
	public boolean keepsUuidAsText() {
		return false;
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
