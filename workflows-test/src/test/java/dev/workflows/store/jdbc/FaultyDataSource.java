package dev.workflows.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/**
 * A data source whose next statement with a certain text is held back, refused, or
 * answered by a broken connection. Each fault happens once.
 */
final class FaultyDataSource {

	/** Stands for the commit of a transaction, which has no text. */
	static final String COMMIT = "<commit>";

	private final List<Fault> faults = new CopyOnWriteArrayList<>();

	private final DataSource proxy;

	FaultyDataSource(DataSource target) {
		this.proxy = wrap(DataSource.class, (self, method, args) -> {
			Object result = invoke(target, method, args);
			return (result instanceof Connection connection) ? connection(connection) : result;
		});
	}

	DataSource proxy() {
		return this.proxy;
	}

	/** The next such statement waits before it reaches the database. */
	Parked parkBefore(String text) {
		Parked parked = new Parked();
		this.faults.add(new Fault(text, (connection, call) -> {
			parked.arrive();
			return call.run();
		}));
		return parked;
	}

	/** The next such statement never reaches the database. */
	void refuse(String text) {
		this.faults.add(new Fault(text, (connection, call) -> {
			throw broken(connection);
		}));
	}

	/** The next such statement is executed, but its answer never arrives. */
	void loseReply(String text) {
		this.faults.add(new Fault(text, (connection, call) -> {
			call.run();
			throw broken(connection);
		}));
	}

	private static SQLException broken(Connection connection) throws SQLException {
		connection.abort(Runnable::run);
		return new SQLException("An I/O error occurred while sending to the backend.", "08006");
	}

	private Connection connection(Connection target) {
		return wrap(Connection.class, (self, method, args) -> {
			if (method.getName().equals("commit")) {
				return faulty(COMMIT, target, () -> invoke(target, method, args));
			}
			Object result = invoke(target, method, args);
			if (result instanceof PreparedStatement statement) {
				return statement(PreparedStatement.class, statement, target, (String) args[0]);
			}
			return (result instanceof Statement statement) ? statement(Statement.class, statement, target, "") : result;
		});
	}

	private <T extends Statement> T statement(Class<T> type, T target, Connection connection, String prepared) {
		return wrap(type, (self, method, args) -> {
			if (!method.getName().startsWith("execute")) {
				return invoke(target, method, args);
			}
			String sql = (args != null && args[0] instanceof String text) ? text : prepared;
			return faulty(sql, connection, () -> invoke(target, method, args));
		});
	}

	private Object faulty(String sql, Connection connection, Call call) throws Throwable {
		for (Fault fault : this.faults) {
			if (sql.contains(fault.text()) && this.faults.remove(fault)) {
				return fault.effect().apply(connection, call);
			}
		}
		return call.run();
	}

	private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
		try {
			return method.invoke(target, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private static <T> T wrap(Class<T> type, InvocationHandler handler) {
		return type
			.cast(Proxy.newProxyInstance(FaultyDataSource.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private interface Call {

		Object run() throws Throwable;

	}

	private interface Effect {

		Object apply(Connection connection, Call call) throws Throwable;

	}

	private record Fault(String text, Effect effect) {
	}

	/**
	 * A statement that is being held back.
	 */
	static final class Parked {

		private final CountDownLatch arrived = new CountDownLatch(1);

		private final CountDownLatch released = new CountDownLatch(1);

		/** Waits until the statement is there. */
		void awaitArrival() {
			await(this.arrived);
		}

		void release() {
			this.released.countDown();
		}

		private void arrive() {
			this.arrived.countDown();
			await(this.released);
		}

		private static void await(CountDownLatch latch) {
			try {
				if (!latch.await(60, TimeUnit.SECONDS)) {
					throw new AssertionError("nobody came");
				}
			}
			catch (InterruptedException ex) {
				throw new AssertionError("interrupted", ex);
			}
		}

	}

}
