package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The only way to the database. The engine's own work uses connections of the engine's
 * data source and never joins a transaction of the calling thread; joined work uses the
 * connection of that very transaction. Whatever the database does wrong is translated.
 */
final class Connections {

	private static final Logger logger = LoggerFactory.getLogger(Connections.class);

	private final CallerDataSource callers;

	private final DataSource engine;

	private final Dialect dialect;

	private final Sessions sessions;

	Connections(DataSource application, DataSource engine, Dialect dialect) {
		this(new CallerDataSource(application), engine, dialect);
	}

	Connections(CallerDataSource callers, DataSource engine, Dialect dialect) {
		this.callers = callers;
		this.engine = target(engine);
		this.dialect = dialect;
		this.sessions = dialect.sessions();
	}

	/**
	 * A proxy that joins the calling thread's transaction would let the engine's work
	 * join it.
	 */
	static DataSource target(DataSource dataSource) {
		DataSource target = dataSource;
		while (target instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null) {
			target = proxy.getTargetDataSource();
		}
		return target;
	}

	/**
	 * Reads; each statement is on its own.
	 */
	<T> T read(String what, Work<T> work) {
		return open(what, (connection) -> execute(what, connection, work, false));
	}

	/**
	 * Executes one statement that writes and commits by itself. Statements that follow it
	 * in the same work may only read.
	 */
	<T> T write(String what, Work<T> work) {
		if (this.sessions.needsTransaction()) {
			return transaction(what, work);
		}
		return inTurn(() -> open(what, (connection) -> execute(what, connection, work, true)));
	}

	/**
	 * Does work as one transaction.
	 */
	<T> T transaction(String what, Work<T> work) {
		return inTurn(() -> open(what, (connection) -> transact(what, connection, work)));
	}

	/**
	 * Does work in the transaction of the calling thread, or in one of its own if there
	 * is none.
	 */
	<T> T joined(String what, Work<T> work) {
		DataSource key = this.callers.joinable();
		if (key == null) {
			return transaction(what, work);
		}
		Connection connection = connectJoined(what, key);
		try {
			return execute(what, connection, work, false);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, key);
		}
	}

	private <T> T inTurn(Supplier<T> work) {
		this.sessions.enterWrite();
		try {
			return work.get();
		}
		finally {
			this.sessions.leaveWrite();
		}
	}

	private <T> T transact(String what, Connection connection, Work<T> work) {
		T result;
		try {
			this.sessions.begin(connection);
			result = execute(connection, work);
		}
		catch (SQLException ex) {
			rollback(connection, ex);
			throw SqlErrors.translate(what, ex, false);
		}
		catch (RuntimeException | Error ex) {
			rollback(connection, ex);
			throw ex;
		}
		try {
			this.sessions.commit(connection);
		}
		catch (SQLException ex) {
			rollback(connection, ex);
			throw SqlErrors.translate(what, ex, true);
		}
		quietly(() -> this.sessions.end(connection));
		return result;
	}

	private <T> T execute(String what, Connection connection, Work<T> work, boolean writes) {
		try {
			return execute(connection, work);
		}
		catch (SQLException ex) {
			throw SqlErrors.translate(what, ex, writes);
		}
	}

	private <T> T execute(Connection connection, Work<T> work) throws SQLException {
		try (Statements statements = new Statements(connection, this.dialect)) {
			return work.with(statements);
		}
	}

	private void rollback(Connection connection, Throwable reason) {
		try {
			this.sessions.rollback(connection);
			this.sessions.end(connection);
		}
		catch (SQLException ex) {
			// A connection whose state is not known must not go back to the pool alive.
			quietly(() -> this.sessions.discard(connection));
			if (reason != ex) {
				reason.addSuppressed(ex);
			}
		}
	}

	private <T> T open(String what, Function<Connection, T> body) {
		Connection connection = connect(what);
		Sessions.Undo undo = Sessions.Undo.NOTHING;
		try {
			undo = this.sessions.prepare(connection);
			return body.apply(connection);
		}
		catch (SQLException ex) {
			throw SqlErrors.translate(what, ex, false);
		}
		finally {
			quietly(undo);
			quietly(connection::close);
		}
	}

	private Connection connect(String what) {
		try {
			return this.engine.getConnection();
		}
		catch (SQLException ex) {
			throw SqlErrors.translate(what, ex, false);
		}
	}

	private static Connection connectJoined(String what, DataSource key) {
		try {
			return DataSourceUtils.doGetConnection(key);
		}
		catch (SQLException ex) {
			throw SqlErrors.translate(what, ex, false);
		}
	}

	/** What fails while a connection is given back cannot change the outcome. */
	private static void quietly(Sessions.Undo action) {
		try {
			action.undo();
		}
		catch (SQLException ex) {
			logger.debug("A connection could not be given back in good order (SQLSTATE {})", ex.getSQLState());
		}
	}

}
