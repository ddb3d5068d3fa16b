package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets several reads see the database as of one moment. Within the calling thread's
 * transaction they are part of it and see what it sees.
 */
final class Snapshots {

	private static final String WHAT = "read instances";

	private final CallerDataSource callers;

	private final Vendor vendor;

	Snapshots(CallerDataSource callers, Vendor vendor) {
		this.callers = callers;
		this.vendor = vendor;
	}

	/**
	 * Does reads that need not be of one moment.
	 * @param <T> what is read
	 * @param reads the reads, by {@code DataSourceUtils}
	 * @return what they return
	 */
	<T> T join(Supplier<T> reads) {
		DataSource key = this.callers.joinable();
		if (key == null || key == this.callers.dataSource()) {
			return reads.get();
		}
		return withBound(CallerDataSource.holder(key), reads);
	}

	/**
	 * Does reads as of one moment.
	 * @param <T> what is read
	 * @param reads the reads, by {@code DataSourceUtils}
	 * @return what they return
	 */
	<T> T read(Supplier<T> reads) {
		if (this.callers.joinable() != null) {
			return join(reads);
		}
		try (Connection connection = this.callers.dataSource().getConnection()) {
			return readOn(connection, reads);
		}
		catch (SQLException ex) {
			throw SqlErrors.translate(WHAT, ex, false);
		}
	}

	private <T> T readOn(Connection connection, Supplier<T> reads) throws SQLException {
		boolean autoCommit = connection.getAutoCommit();
		int isolation = connection.getTransactionIsolation();
		begin(connection);
		try {
			return withBound(new ConnectionHolder(connection), reads);
		}
		finally {
			end(connection);
			if (this.vendor == Vendor.H2) {
				connection.setTransactionIsolation(isolation);
			}
			connection.setAutoCommit(autoCommit);
		}
	}

	private void begin(Connection connection) throws SQLException {
		switch (this.vendor) {
			case POSTGRESQL -> {
				connection.setAutoCommit(false);
				execute(connection, "set transaction isolation level repeatable read, read only");
			}
			case H2 -> {
				connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
				connection.setAutoCommit(false);
			}
			case SQLITE -> {
				// The driver's own transactions may take the write lock.
				connection.setAutoCommit(true);
				execute(connection, "begin deferred");
			}
		}
	}

	private void end(Connection connection) throws SQLException {
		if (this.vendor == Vendor.SQLITE) {
			execute(connection, "rollback");
		}
		else {
			connection.rollback();
		}
	}

	private <T> T withBound(@Nullable ConnectionHolder holder, Supplier<T> reads) {
		if (holder == null) {
			return reads.get();
		}
		DataSource key = this.callers.dataSource();
		Object previous = TransactionSynchronizationManager.unbindResourceIfPossible(key);
		TransactionSynchronizationManager.bindResource(key, holder);
		try {
			return reads.get();
		}
		finally {
			TransactionSynchronizationManager.unbindResource(key);
			if (previous != null) {
				TransactionSynchronizationManager.bindResource(key, previous);
			}
		}
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
