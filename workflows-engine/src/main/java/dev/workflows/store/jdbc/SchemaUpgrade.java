package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.init.ScriptException;

/**
 * Brings the tables of one database up to date, while other nodes may be doing the same.
 * PostgreSQL and SQLite do it in one transaction under a lock. H2 commits at each DDL
 * statement, so there the lock is a thing of its own, and each statement of a script can
 * be run again after a crash.
 */
final class SchemaUpgrade {

	private static final Logger logger = LoggerFactory.getLogger(SchemaUpgrade.class);

	/** The same for all nodes; the letters of "workflow". */
	private static final long LOCK = 0x776F726B666C6F77L;

	/** How long SQLite waits for another node's upgrade, in milliseconds. */
	private static final int SQLITE_WAIT = 60_000;

	private final Connection connection;

	private final Vendor vendor;

	private final SchemaScripts scripts;

	SchemaUpgrade(Connection connection, Vendor vendor, SchemaScripts scripts) {
		this.connection = connection;
		this.vendor = vendor;
		this.scripts = scripts;
	}

	/**
	 * Runs the scripts that are missing. The connection is given back as it was.
	 * @throws SQLException if the database does not answer
	 * @throws ScriptException if a script fails
	 */
	void run() throws SQLException {
		if (SchemaVersion.read(this.connection, this.vendor).version() >= this.scripts.version()) {
			return;
		}
		switch (this.vendor) {
			case POSTGRESQL -> runOnPostgreSql();
			case H2 -> runOnH2();
			case SQLITE -> runOnSqlite();
		}
	}

	private void runOnPostgreSql() throws SQLException {
		boolean committed = false;
		execute("begin");
		try {
			// A snapshot from before the wait would not show what the other node did.
			execute("set transaction isolation level read committed, read write");
			execute("set local lock_timeout = '5min'");
			execute("set local statement_timeout = 0");
			execute("select pg_advisory_xact_lock(" + LOCK + ")");
			runMissing();
			execute("commit");
			committed = true;
		}
		finally {
			if (!committed) {
				rollback();
			}
		}
	}

	private void runOnSqlite() throws SQLException {
		int busyTimeout = query("pragma busy_timeout");
		execute("pragma busy_timeout = " + SQLITE_WAIT);
		boolean committed = false;
		try {
			execute("begin immediate");
			try {
				runMissing();
				execute("commit");
				committed = true;
			}
			finally {
				if (!committed) {
					rollback();
				}
			}
		}
		finally {
			execute("pragma busy_timeout = " + busyTimeout);
		}
	}

	private void runOnH2() throws SQLException {
		H2UpgradeLock lock = new H2UpgradeLock(this.connection);
		lock.acquire();
		try {
			runMissing();
		}
		finally {
			lock.release();
		}
	}

	private void runMissing() throws SQLException {
		int from = SchemaVersion.read(this.connection, this.vendor).version();
		for (int next = from + 1; next <= this.scripts.version(); next++) {
			logger.info("Bringing the workflow tables on {} to version {} by {}", this.vendor, next,
					this.scripts.location(this.vendor, next));
			this.scripts.run(this.connection, this.vendor, next);
		}
	}

	/** What went wrong before matters, not what goes wrong here. */
	private void rollback() {
		try {
			execute("rollback");
		}
		catch (SQLException ex) {
			logger.debug("Could not roll back", ex);
		}
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private int query(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			return rows.next() ? rows.getInt(1) : 0;
		}
	}

}
