package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import dev.workflows.store.CallerTransaction;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.WorkflowStore;
import org.jspecify.annotations.Nullable;

/**
 * The store on a database: PostgreSQL, H2 or SQLite, told apart by the connection's
 * metadata.
 *
 * @since 0.1
 */
public final class JdbcStore {

	private final WorkflowStore store;

	private final InstanceQueries queries;

	private final CallerTransaction callerTransaction;

	private JdbcStore(WorkflowStore store, InstanceQueries queries, CallerTransaction callerTransaction) {
		this.store = store;
		this.queries = queries;
		this.callerTransaction = callerTransaction;
	}

	/**
	 * Opens the store. The schema must exist, see {@link JdbcSchema}.
	 * @param application the application's data source, whose transactions are joined
	 * @param engine a data source of the same database for the engine's own work, which
	 * application threads cannot exhaust; may be the same object where there is no other
	 * @return the store
	 */
	public static JdbcStore open(DataSource application, DataSource engine) {
		return open(application, engine, null);
	}

	/**
	 * Opens the store with another clock.
	 * @param application as above
	 * @param engine as above
	 * @param nowExpression an SQL expression that takes the place of the database's time
	 * everywhere, epoch ms, or {@code null}
	 * @return the store
	 */
	static JdbcStore open(DataSource application, DataSource engine, @Nullable String nowExpression) {
		boolean shared = Connections.target(application) == Connections.target(engine);
		CallerDataSource callers = new CallerDataSource(application);
		try (Connection connection = Connections.target(engine).getConnection()) {
			Vendor vendor = Vendor.of(connection);
			Dialect dialect = dialect(connection, shared, nowExpression);
			return new JdbcStore(new JdbcWorkflowStore(new Connections(callers, engine, dialect), dialect),
					new JdbcInstanceQueries(callers, vendor), new SpringCallerTransaction(callers));
		}
		catch (SQLException ex) {
			throw SqlErrors.translate("open the store", ex, false);
		}
	}

	static Dialect dialect(Connection connection, boolean shared, @Nullable String nowExpression) throws SQLException {
		return switch (Vendor.of(connection)) {
			case POSTGRESQL -> new PostgreSqlDialect(shared, nowExpression);
			case H2 -> H2Dialect.open(connection, nowExpression);
			case SQLITE -> SqliteDialect.open(connection, shared, nowExpression);
		};
	}

	/**
	 * Returns the writing side.
	 * @return the store
	 */
	public WorkflowStore store() {
		return this.store;
	}

	/**
	 * Returns the reading side.
	 * @return the queries
	 */
	public InstanceQueries queries() {
		return this.queries;
	}

	/**
	 * Returns the callers' transactions.
	 * @return the transactions
	 */
	public CallerTransaction callerTransaction() {
		return this.callerTransaction;
	}

	/**
	 * Closes what the store itself holds open; the data sources stay open.
	 */
	public void close() {
	}

}
