package dev.workflows.store.jdbc;

import javax.sql.DataSource;

import dev.workflows.store.CallerTransaction;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.WorkflowStore;

/**
 * The store on a database: PostgreSQL, H2 or SQLite, told apart by the connection's
 * metadata.
 *
 * @since 0.1
 */
public final class JdbcStore {

	private JdbcStore() {
	}

	/**
	 * Opens the store. The schema must exist, see {@link JdbcSchema}.
	 * @param application the application's data source, whose transactions are joined
	 * @param engine a data source of the same database for the engine's own work, which
	 * application threads cannot exhaust; may be the same object where there is no other
	 * @return the store
	 */
	public static JdbcStore open(DataSource application, DataSource engine) {
		throw new IllegalStateException();
	}

	/**
	 * Returns the writing side.
	 * @return the store
	 */
	public WorkflowStore store() {
		throw new IllegalStateException();
	}

	/**
	 * Returns the reading side.
	 * @return the queries
	 */
	public InstanceQueries queries() {
		throw new IllegalStateException();
	}

	/**
	 * Returns the callers' transactions.
	 * @return the transactions
	 */
	public CallerTransaction callerTransaction() {
		throw new IllegalStateException();
	}

	/**
	 * Closes what the store itself holds open; the data sources stay open.
	 */
	public void close() {
	}

}
