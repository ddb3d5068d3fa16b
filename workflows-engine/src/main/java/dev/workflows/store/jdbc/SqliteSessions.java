package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The engine's sessions on SQLite. Its writers take turns here, in the order in which
 * they came, instead of spinning in SQLite's busy handler, which knows no order. A
 * transaction takes the database's write lock at its begin, as one that reads first may
 * not get it later.
 */
final class SqliteSessions extends Sessions {

	private static final int FULL = 2;

	/** How long to wait for a transaction of the application. */
	private static final int BUSY_MILLIS = 5_000;

	private final ReentrantLock turn = new ReentrantLock(true);

	@Override
	void enterWrite() {
		this.turn.lock();
	}

	@Override
	void leaveWrite() {
		this.turn.unlock();
	}

	@Override
	Undo prepare(Connection connection) throws SQLException {
		Undo undo = super.prepare(connection);
		int synchronous = (int) pragma(connection, "synchronous");
		int busy = (int) pragma(connection, "busy_timeout");
		set(connection, "synchronous", Math.max(synchronous, FULL));
		set(connection, "busy_timeout", BUSY_MILLIS);
		return () -> {
			set(connection, "synchronous", synchronous);
			set(connection, "busy_timeout", busy);
			undo.undo();
		};
	}

	/** The driver's own way begins a transaction that does not lock. */
	@Override
	void begin(Connection connection) throws SQLException {
		execute(connection, "begin immediate");
	}

	@Override
	void commit(Connection connection) throws SQLException {
		execute(connection, "commit");
	}

	/** After some errors SQLite has rolled back already. */
	@Override
	void rollback(Connection connection) throws SQLException {
		try {
			execute(connection, "rollback");
		}
		catch (SQLException ex) {
			if (!String.valueOf(ex.getMessage()).contains("no transaction is active")) {
				throw ex;
			}
		}
	}

	@Override
	void end(Connection connection) {
		// a transaction that was begun by hand has no end of its own
	}

	/**
	 * The driver does nothing on abort, and no pool rolls back a transaction that was
	 * begun by hand: it would keep the only write lock, and the next user of the
	 * connection would write into it.
	 */
	@Override
	void discard(Connection connection) throws SQLException {
		connection.unwrap(Connection.class).close();
	}

	private static long pragma(Connection connection, String name) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("pragma " + name)) {
			return row.next() ? row.getLong(1) : 0;
		}
	}

	private static void set(Connection connection, String name, int value) throws SQLException {
		execute(connection, "pragma " + name + " = " + value);
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
