package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

/**
 * The engine's sessions on PostgreSQL. Every statement and every wait has a limit, so
 * that neither a frozen process nor a lost network hides rows for long.
 * <p>
 * On connections of its own the engine sets the limits once for the life of the physical
 * connection, which the application's name marks. On connections that it shares with the
 * application it sets them for each transaction, and all that it writes is a transaction.
 */
final class PostgreSqlSessions extends Sessions {

	private static final String MARK = "workflows";

	/** Longer than any statement may take, so that only a lost network gets there. */
	private static final int NETWORK_MILLIS = 15_000;

	/**
	 * The plans are made once, when the tables may still be empty and no statistics say
	 * how they will be used; so only plans that go by the indexes are allowed.
	 */
	private static final String ONCE = """
			select set_config('statement_timeout', '5s', false), set_config('lock_timeout', '2s', false),
				set_config('idle_in_transaction_session_timeout', '15s', false),
				set_config('default_transaction_isolation', 'read committed', false),
				set_config('default_transaction_read_only', 'off', false),
				set_config('plan_cache_mode', 'force_generic_plan', false), set_config('jit', 'off', false),
				set_config('enable_seqscan', 'off', false), set_config('enable_bitmapscan', 'off', false),
				set_config('enable_hashjoin', 'off', false), set_config('enable_mergejoin', 'off', false),
				set_config('application_name', ?, false)""";

	private static final String EACH = """
			set transaction isolation level read committed;
			set local statement_timeout = '5s';
			set local lock_timeout = '2s';
			set local idle_in_transaction_session_timeout = '15s';
			set local jit = off;
			set local enable_seqscan = off;
			set local enable_bitmapscan = off;
			set local enable_hashjoin = off;
			set local enable_mergejoin = off""";

	private final boolean shared;

	PostgreSqlSessions(boolean shared) {
		this.shared = shared;
	}

	@Override
	boolean needsTransaction() {
		return this.shared;
	}

	@Override
	Undo prepare(Connection connection) throws SQLException {
		Undo undo = super.prepare(connection);
		int network = connection.getNetworkTimeout();
		boolean limited = network > 0 && network <= NETWORK_MILLIS;
		if (!limited) {
			connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
		}
		if (!this.shared) {
			prepareOnce(connection);
		}
		return limited ? undo : () -> {
			connection.setNetworkTimeout(Runnable::run, network);
			undo.undo();
		};
	}

	/** The driver knows the name without asking the server. */
	private static void prepareOnce(Connection connection) throws SQLException {
		String name = connection.getClientInfo("ApplicationName");
		if (name != null && name.startsWith(MARK)) {
			return;
		}
		try (PreparedStatement statement = connection.prepareStatement(ONCE)) {
			statement.setString(1, name(name));
			statement.execute();
		}
	}

	private static String name(@Nullable String before) {
		return (before != null && !before.isEmpty()) ? MARK + " " + before : MARK;
	}

	@Override
	void begin(Connection connection) throws SQLException {
		super.begin(connection);
		if (this.shared) {
			try (Statement statement = connection.createStatement()) {
				statement.execute(EACH);
			}
		}
	}

}
