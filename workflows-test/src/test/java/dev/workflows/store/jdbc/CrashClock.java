package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import dev.workflows.test.time.VirtualTime;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * Makes a database go by a virtual clock. Databases within this process ask it.
 * PostgreSQL has a row, which is set before a connection is used; that is in time, as the
 * clock stands still while anything runs.
 */
public final class CrashClock {

	private static final String FUNCTION = "workflow_crash_now";

	private static final Map<Integer, CrashClock> CLOCKS = new ConcurrentHashMap<>();

	private static final AtomicInteger NUMBERS = new AtomicInteger();

	private final int number = NUMBERS.incrementAndGet();

	private final ReentrantLock lock = new ReentrantLock();

	private final Vendor vendor;

	private final Connection connection;

	private final PreparedStatement set;

	private volatile VirtualTime time;

	private long shown;

	CrashClock(DataSource dataSource) throws SQLException {
		CLOCKS.put(this.number, this);
		this.connection = dataSource.getConnection();
		this.vendor = Vendor.of(this.connection);
		this.set = this.connection.prepareStatement("update workflow_test_clock set now_ms = ?");
		if (this.vendor == Vendor.H2) {
			try (Statement statement = this.connection.createStatement()) {
				statement.execute("create alias " + FUNCTION + " for \"" + CrashClock.class.getName() + ".read\"");
			}
		}
	}

	/**
	 * Reads a clock. Called by H2.
	 * @param number the clock's number
	 * @return epoch ms
	 */
	public static long read(int number) {
		CrashClock clock = CLOCKS.get(number);
		return (clock != null) ? clock.now() : 0;
	}

	/** The expression for the time. */
	String expression() {
		return (this.vendor == Vendor.POSTGRESQL) ? JdbcStoreFixture.NOW : FUNCTION + "(" + this.number + ")";
	}

	Vendor vendor() {
		return this.vendor;
	}

	void follow(VirtualTime time) {
		this.time = time;
	}

	/** Lets a connection that is about to be used see the time. */
	void show(Connection connection) throws SQLException {
		if (this.vendor == Vendor.SQLITE) {
			Function.create(connection.unwrap(SQLiteConnection.class), FUNCTION, new SqliteFunction());
		}
		else if (this.vendor == Vendor.POSTGRESQL) {
			showRow();
		}
	}

	private void showRow() throws SQLException {
		this.lock.lock();
		try {
			long now = now();
			if (now != this.shown) {
				this.set.setLong(1, now);
				this.set.executeUpdate();
				this.shown = now;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void close() throws SQLException {
		CLOCKS.remove(this.number);
		this.connection.close();
	}

	private long now() {
		VirtualTime followed = this.time;
		return (followed != null) ? followed.getAsLong() : 0;
	}

	private static final class SqliteFunction extends Function {

		@Override
		protected void xFunc() throws SQLException {
			result(read(value_int(0)));
		}

	}

}
