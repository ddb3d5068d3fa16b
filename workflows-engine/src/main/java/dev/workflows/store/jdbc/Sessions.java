package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How the engine's own connections are prepared, and how a transaction is done on them.
 * Whatever is changed on a connection is changed back before it is returned.
 */
class Sessions {

	/**
	 * Waits for the turn to write, where only one may.
	 */
	void enterWrite() {
	}

	/**
	 * Gives the turn to the next one.
	 */
	void leaveWrite() {
	}

	/**
	 * Returns whether a single statement that writes must be put in a transaction.
	 * @return whether it must
	 */
	boolean needsTransaction() {
		return false;
	}

	/**
	 * Prepares a connection, so that each statement commits by itself.
	 * @param connection the connection
	 * @return how to undo it before the connection is returned
	 * @throws SQLException if the connection is of no use
	 */
	Undo prepare(Connection connection) throws SQLException {
		if (connection.getAutoCommit()) {
			return Undo.NOTHING;
		}
		connection.setAutoCommit(true);
		return () -> connection.setAutoCommit(false);
	}

	/**
	 * Begins a transaction.
	 * @param connection a prepared connection
	 * @throws SQLException if it cannot
	 */
	void begin(Connection connection) throws SQLException {
		connection.setAutoCommit(false);
	}

	/**
	 * Commits.
	 * @param connection the connection
	 * @throws SQLException if it is not known to be committed
	 */
	void commit(Connection connection) throws SQLException {
		connection.commit();
	}

	/**
	 * Rolls back.
	 * @param connection the connection
	 * @throws SQLException if it cannot; the connection is of no use then
	 */
	void rollback(Connection connection) throws SQLException {
		connection.rollback();
	}

	/**
	 * Ends a transaction that was committed or rolled back.
	 * @param connection the connection
	 * @throws SQLException if it cannot
	 */
	void end(Connection connection) throws SQLException {
		connection.setAutoCommit(true);
	}

	/**
	 * Ends a connection whose transaction could not be rolled back.
	 * @param connection the connection
	 * @throws SQLException if it cannot
	 */
	void discard(Connection connection) throws SQLException {
		connection.abort(Runnable::run);
	}

	/**
	 * Undoes what was changed on a connection.
	 */
	interface Undo {

		/** Nothing was changed. */
		Undo NOTHING = () -> {
		};

		void undo() throws SQLException;

	}

}
