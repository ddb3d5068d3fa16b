package dev.workflows.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * One statement a group, its rows as an array: the fastest that PostgreSQL has short of
 * COPY.
 */
final class ArrayStatements implements BareStatements {

	private static final String CREATE = """
			insert into workflow_instance (instance_key, workflow, id, run, status, params, params_hash,
				trigger_source, fence, owner, created_at, started_at)
			select u.k, 'benchmark', u.k::text, 1, 'running', '1', repeat('0', 64), 'api', 1, ?, ?, ?
			from unnest(?) as u(k)
			""";

	private static final String STEP = """
			with locked as materialized (
				select instance_key as k, fence from workflow_instance where instance_key = any(?)
				order by instance_key for no key update)
			insert into workflow_step (instance_key, scope, kind, name, name_count, seq, options, started_at, ended_at,
				success, output, attempts, attempt_started_at, fence, token)
			select u.k, '', 'run', ?, 1, ?, ?, ?, ?, 1, '1', 1, ?, locked.fence, u.t
			from unnest(?, ?) as u(k, t) join locked on locked.k = u.k
			""";

	private static final String COMPLETE = """
			with locked as materialized (
				select instance_key as k from workflow_instance where instance_key = any(?)
				order by instance_key for no key update)
			update workflow_instance i set status = 'complete', output = '10', ended_at = ?, owner = null
			from locked where i.instance_key = locked.k
			""";

	@Override
	public void create(Connection connection, UUID owner, List<UUID> keys) throws SQLException {
		long now = System.currentTimeMillis();
		try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
			statement.setObject(1, owner);
			statement.setLong(2, now);
			statement.setLong(3, now);
			statement.setArray(4, connection.createArrayOf("uuid", keys.toArray()));
			statement.executeUpdate();
		}
	}

	@Override
	public void step(Connection connection, int step, List<UUID> keys) throws SQLException {
		long now = System.currentTimeMillis();
		try (PreparedStatement statement = connection.prepareStatement(STEP)) {
			statement.setArray(1, connection.createArrayOf("uuid", keys.toArray()));
			statement.setString(2, "step " + step);
			statement.setLong(3, step);
			statement.setString(4, OPTIONS);
			statement.setLong(5, now);
			statement.setLong(6, now);
			statement.setLong(7, now);
			statement.setArray(8, connection.createArrayOf("uuid", keys.toArray()));
			statement.setArray(9,
					connection.createArrayOf("uuid", keys.stream().map((k) -> UUID.randomUUID()).toArray()));
			statement.executeUpdate();
		}
	}

	@Override
	public void complete(Connection connection, List<UUID> keys) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(COMPLETE)) {
			statement.setArray(1, connection.createArrayOf("uuid", keys.toArray()));
			statement.setLong(2, System.currentTimeMillis());
			statement.executeUpdate();
		}
	}

}
