package dev.workflows.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.crashpoints.LateCalls.Call;
import dev.workflows.crashpoints.Mode;
import dev.workflows.crashpoints.NodeLink;

/**
 * The connections of one node, whose calls go wrong as planned. The calls that count are
 * those that reach the database: getConnection, execute, commit, rollback.
 */
final class CrashingConnections {

	private static final Duration LATE = Duration.ofMillis(400);

	private final CrashClock clock;

	private final Set<Open> open = ConcurrentHashMap.newKeySet();

	private volatile NodeLink node;

	CrashingConnections(CrashClock clock) {
		this.clock = clock;
	}

	/** Belongs to a node from now on; to none, and without faults, before. */
	void connect(NodeLink node) {
		this.node = node;
	}

	DataSource around(HikariDataSource pool) {
		return wrap(DataSource.class, (self, method, args) -> {
			if (!method.getName().equals("getConnection")) {
				return invoke(pool, method, args);
			}
			NodeLink user = this.node;
			return (user != null) ? connection(pool, user) : shown(pool.getConnection());
		});
	}

	private Connection shown(Connection connection) throws SQLException {
		this.clock.show(connection);
		return connection;
	}

	private Connection connection(HikariDataSource pool, NodeLink user) throws Throwable {
		user.machine().check();
		Mode mode = user.plan().arrive(user.name(), "getConnection");
		if (mode == Mode.KILL_NODE_AFTER || mode == Mode.KILL_NODE_BEFORE) {
			kill(user);
		}
		if (mode != null && mode != Mode.APPLIED_NO_REPLY) {
			throw new SQLTransientConnectionException("no connection", "08001");
		}
		Open opened = new Open(pool, shown(pool.getConnection()), user);
		this.open.add(opened);
		if (mode != null) {
			// As pools give them out that have not noticed.
			opened.sever();
		}
		return opened.proxy();
	}

	/** The process is gone, and the database ends its sessions. */
	private void kill(NodeLink user) {
		user.machine().kill();
		this.open.stream().filter((one) -> one.user == user).forEach(Open::sever);
		user.machine().check();
	}

	private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
		try {
			return method.invoke(target, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static <T> T wrap(Class<T> type, InvocationHandler handler) {
		return type
			.cast(Proxy.newProxyInstance(CrashingConnections.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

	/**
	 * A connection in use.
	 */
	private final class Open {

		private final HikariDataSource pool;

		private final Connection target;

		private final NodeLink user;

		/** Nothing gets through any more. */
		private volatile boolean broken;

		Open(HikariDataSource pool, Connection target, NodeLink user) {
			this.pool = pool;
			this.target = target;
			this.user = user;
		}

		Connection proxy() {
			return wrap(Connection.class, (self, method, args) -> {
				if (method.getName().equals("close")) {
					close();
					return null;
				}
				if (this.broken && (method.getName().equals("isClosed") || method.getName().equals("abort"))) {
					return method.getName().equals("isClosed") ? true : null;
				}
				requireWhole();
				if (method.getName().equals("commit") || method.getName().equals("rollback")) {
					return meet(method.getName(), () -> invoke(this.target, method, args));
				}
				Object result = invoke(this.target, method, args);
				String sql = (args != null && args.length > 0 && args[0] instanceof String text) ? text : "";
				return (result instanceof Statement statement) ? statement(method.getReturnType(), statement, sql)
						: result;
			});
		}

		private Object statement(Class<?> type, Statement statement, String prepared) {
			return wrap(type, (self, method, args) -> {
				if (method.getName().equals("close") && this.broken) {
					return null;
				}
				requireWhole();
				if (!method.getName().startsWith("execute")) {
					return invoke(statement, method, args);
				}
				String sql = (args != null && args.length > 0 && args[0] instanceof String text) ? text : prepared;
				Call call = () -> invoke(statement, method, args);
				return isCounted(sql) ? meet(sql, call) : call.run();
			});
		}

		/**
		 * Settings of the session, of which SQLite needs four for each transaction, do
		 * not count.
		 */
		private static boolean isCounted(String sql) {
			return !sql.startsWith("pragma") || Boolean.getBoolean("crash.pragmas");
		}

		private void requireWhole() throws SQLException {
			this.user.machine().check();
			if (this.broken) {
				throw lost();
			}
		}

		private Object meet(String name, Call call) throws Throwable {
			Mode mode = this.user.plan().arrive(this.user.name(), name);
			if (mode == null) {
				return call.run();
			}
			switch (mode) {
				case THROW_BEFORE -> throw new SQLException("refused", "40001");
				case APPLIED_NO_REPLY -> {
					call.run();
					sever();
				}
				case KILL_NODE_AFTER -> {
					call.run();
					kill(this.user);
				}
				case KILL_NODE_BEFORE -> kill(this.user);
				case LATE_APPLY -> {
					this.broken = true;
					int arrivals = arrivals();
					this.user.late().hold(() -> {
						try {
							return call.run();
						}
						finally {
							sever();
						}
					}, LATE, arrivals);
				}
			}
			throw lost();
		}

		/**
		 * What holds locks comes with one of the next calls, which may wait for it. Other
		 * calls come like that too, or when the time has passed and they are repeated
		 * long since.
		 */
		private int arrivals() throws SQLException {
			int number = this.user.plan().size();
			boolean locks = CrashingConnections.this.clock.vendor() == Vendor.SQLITE || !this.target.getAutoCommit();
			return (locks || number % 3 != 0) ? 1 + number % 2 : Integer.MAX_VALUE;
		}

		private static SQLException lost() {
			return new SQLException("the connection is lost", "08006");
		}

		/** Ends the session without a word, so that the database rolls back. */
		private void sever() {
			this.broken = true;
			if (CrashingConnections.this.open.remove(this)) {
				try {
					Connection physical = this.target.unwrap(Connection.class);
					physical.abort(Runnable::run);
					// Where the database is in this process, that alone does nothing.
					physical.close();
				}
				catch (SQLException ex) {
					// as good as severed
				}
				this.pool.evictConnection(this.target);
			}
		}

		private void close() throws SQLException {
			if (!this.user.machine().isKilled() && !this.broken) {
				if (CrashingConnections.this.open.remove(this)) {
					this.target.close();
				}
			}
			else if (this.user.machine().isKilled()) {
				sever();
			}
		}

	}

}
