package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import dev.workflows.runtime.EngineThreads.Signal;
import dev.workflows.runtime.SystemEngineThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one node at a time change the tables on H2, which commits at each DDL statement
 * and so frees every row lock, and which does not bear two sessions that alter one table.
 * Whoever manages to create a certain constant has the lock; the constant's value says
 * since when, so that the lock of a node that died is broken after a minute.
 */
final class H2UpgradeLock {

	private static final Logger logger = LoggerFactory.getLogger(H2UpgradeLock.class);

	private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

	private static final String ACQUIRE = "create constant workflow_upgrade_since value " + NOW;

	private static final String AGE = "select " + NOW + " - workflow_upgrade_since";

	private static final String RELEASE = "drop constant if exists workflow_upgrade_since";

	private static final int ALREADY_EXISTS = 90114;

	/** What H2 says when two sessions create the same thing at the very same time. */
	private static final int GENERAL_ERROR = 50000;

	private static final long STALE_MILLIS = 60_000;

	private static final long PAUSE_NANOS = 50_000_000;

	/** Twice the time after which a lock is stale. */
	private static final int TRIES = 2400;

	private final Connection connection;

	private final Signal pause = new SystemEngineThreads(false).newSignal();

	H2UpgradeLock(Connection connection) {
		this.connection = connection;
	}

	/**
	 * Waits for the lock.
	 * @throws SQLException if it is not to be had
	 */
	void acquire() throws SQLException {
		for (int left = TRIES;; left--) {
			try {
				execute(ACQUIRE);
				return;
			}
			catch (SQLException ex) {
				if (left == 1 || !isTaken(ex)) {
					throw ex;
				}
			}
			if (left == TRIES) {
				logger.info("Another node is changing the workflow tables; waiting for it");
			}
			breakIfStale();
			this.pause.await(PAUSE_NANOS);
		}
	}

	/**
	 * Gives the lock back.
	 * @throws SQLException if the database does not answer
	 */
	void release() throws SQLException {
		execute(RELEASE);
	}

	private void breakIfStale() throws SQLException {
		long age;
		try (Statement statement = this.connection.createStatement(); ResultSet rows = statement.executeQuery(AGE)) {
			age = rows.next() ? rows.getLong(1) : 0;
		}
		catch (SQLException ex) {
			if (SqlErrors.isInfrastructure(ex)) {
				throw ex;
			}
			// released in the meantime
			return;
		}
		if (age > STALE_MILLIS) {
			logger.warn("A node that was changing the workflow tables has died; taking over");
			execute(RELEASE);
		}
	}

	private static boolean isTaken(SQLException ex) {
		return ex.getErrorCode() == ALREADY_EXISTS || ex.getErrorCode() == GENERAL_ERROR
				|| SqlErrors.reasonOf(ex) == SqlErrors.Reason.LOCKED
				|| SqlErrors.reasonOf(ex) == SqlErrors.Reason.CONFLICT;
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
