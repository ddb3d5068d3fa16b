package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The prepared statements of one piece of {@link Work}. Each text is prepared once and
 * closed with the work.
 */
final class Statements implements AutoCloseable {

	private final Connection connection;

	private final Dialect dialect;

	private final Map<String, PreparedStatement> prepared = new HashMap<>();

	Statements(Connection connection, Dialect dialect) {
		this.connection = connection;
		this.dialect = dialect;
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
		return new Bind(statement, this.dialect.keepsUuidAsText());
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
