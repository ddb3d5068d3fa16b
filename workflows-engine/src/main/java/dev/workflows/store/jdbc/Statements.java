package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The prepared statements of one piece of {@link Work}. Each text is prepared once and
 * closed with the work.
 */
final class Statements implements AutoCloseable {

	private final Connection connection;

	private final Dialect dialect;

	private final boolean queues;

	private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

	Statements(Connection connection, Dialect dialect) {
		this(connection, dialect, false);
	}

	private Statements(Connection connection, Dialect dialect, boolean queues) {
		this.connection = connection;
		this.dialect = dialect;
		this.queues = queues;
	}

	/**
	 * Returns statements of the same transaction whose updates are only queued, and count
	 * as having found one row each, until {@link #flush} executes them.
	 */
	Statements queue() {
		return new Statements(this.connection, this.dialect, true);
	}

	/**
	 * Executes what is queued, statement by statement in the order of their first use.
	 * @throws SQLException if the database refuses one of them; others may be done then
	 */
	void flush() throws SQLException {
		for (PreparedStatement statement : this.prepared.values()) {
			statement.executeBatch();
		}
	}

	/**
	 * Begins to bind the parameters of a statement.
	 * @param sql the statement
	 * @return the parameters, from the first
	 * @throws SQLException if it cannot be prepared
	 */
	Bind bind(String sql) throws SQLException {
		PreparedStatement statement = this.prepared.get(sql);
		if (statement == null) {
			statement = this.connection.prepareStatement(sql);
			this.prepared.put(sql, statement);
		}
		return new Bind(statement, this.dialect.keepsUuidAsText(), this.queues);
	}

	/**
	 * Asks the database for the time.
	 * @return epoch ms
	 * @throws SQLException if it does not answer
	 */
	long now() throws SQLException {
		try (ResultSet row = bind("select " + this.dialect.now()).query()) {
			row.next();
			return row.getLong(1);
		}
	}

	@Override
	public void close() throws SQLException {
		for (PreparedStatement statement : this.prepared.values()) {
			statement.close();
		}
	}

}
