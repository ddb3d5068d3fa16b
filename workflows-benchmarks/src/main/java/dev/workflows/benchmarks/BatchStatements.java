package dev.workflows.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * A batch a group, for the embedded databases: there is no network to save.
 */
final class BatchStatements implements BareStatements {

	private static final String CREATE = """
			insert into workflow_instance (instance_key, workflow, id, run, status, params, params_hash,
				trigger_source, fence, owner, created_at, started_at)
			values (?, 'benchmark', ?, 1, 'running', '1', ?, 'api', 1, ?, ?, ?)
			""";

	private static final String LOCK = "select fence from workflow_instance where instance_key = any(?) for update";

	private static final String STEP = """
			insert into workflow_step (instance_key, scope, kind, name, name_count, seq, options, started_at, ended_at,
				success, output, attempts, attempt_started_at, fence, token)
			values (?, '', 'run', ?, 1, ?, ?, ?, ?, 1, '1', 1, ?, 1, ?)
			""";

	private static final String COMPLETE = """
			update workflow_instance set status = 'complete', output = '10', ended_at = ?, owner = null
			where instance_key = ?
			""";

	private final boolean rowLocks;

	/**
	 * Creates the statements.
	 * @param rowLocks whether the database locks rows and keeps UUIDs as such; if not, it
	 * has one writer and keeps text
	 */
	BatchStatements(boolean rowLocks) {
		this.rowLocks = rowLocks;
	}

	private Object value(UUID uuid) {
		return this.rowLocks ? uuid : uuid.toString();
	}

	private void lock(Connection connection, List<UUID> keys) throws SQLException {
		if (this.rowLocks) {
			try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
				statement.setArray(1, connection.createArrayOf("uuid", keys.toArray()));
				try (ResultSet result = statement.executeQuery()) {
					while (result.next()) {
						result.getLong(1);
					}
				}
			}
		}
	}

	@Override
	public void create(Connection connection, UUID owner, List<UUID> keys) throws SQLException {
		long now = System.currentTimeMillis();
		try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
			for (UUID key : keys) {
				statement.setObject(1, value(key));
				statement.setString(2, key.toString());
				statement.setString(3, "0".repeat(64));
				statement.setObject(4, value(owner));
				statement.setLong(5, now);
				statement.setLong(6, now);
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

	@Override
	public void step(Connection connection, int step, List<UUID> keys) throws SQLException {
		long now = System.currentTimeMillis();
		lock(connection, keys);
		try (PreparedStatement statement = connection.prepareStatement(STEP)) {
			for (UUID key : keys) {
				statement.setObject(1, value(key));
				statement.setString(2, "step " + step);
				statement.setLong(3, step);
				statement.setString(4, OPTIONS);
				statement.setLong(5, now);
				statement.setLong(6, now);
				statement.setLong(7, now);
				statement.setObject(8, value(UUID.randomUUID()));
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

	@Override
	public void complete(Connection connection, List<UUID> keys) throws SQLException {
		lock(connection, keys);
		try (PreparedStatement statement = connection.prepareStatement(COMPLETE)) {
			for (UUID key : keys) {
				statement.setLong(1, System.currentTimeMillis());
				statement.setObject(2, value(key));
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

}
