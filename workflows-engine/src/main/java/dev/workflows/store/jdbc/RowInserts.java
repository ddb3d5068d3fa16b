package dev.workflows.store.jdbc;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.workflows.store.NewInstance;

/**
 * Inserts instance by instance in one transaction.
 */
final class RowInserts implements InstanceInserts {

	private static final String QUEUED = """
			insert into workflow_instance (instance_key, workflow, id, run, status, params, params_hash, trigger_source,
				fence, due_at, created_at)
			select ?, ?, ?, 1, 'queued', ?, ?, ?, 0, t.now, t.now from (select {now} as now) t where 1 = 1""";

	private static final String CLAIMED = """
			insert into workflow_instance (instance_key, workflow, id, run, status, params, params_hash, trigger_source,
				fence, owner, created_at, started_at)
			values (?, ?, ?, 1, 'running', ?, ?, ?, 1, ?, ?, ?)""";

	private final Connections connections;

	private final Dialect dialect;

	RowInserts(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
	}

	@Override
	public <T> T work(Work<T> work) {
		return this.connections.transaction("create instances", work);
	}

	@Override
	public Map<UUID, Inserted> insert(Statements statements, UUID owner, List<Wanted> wanted) throws SQLException {
		boolean claims = wanted.stream().anyMatch(Wanted::claim) && NodeRows.hold(statements, this.dialect, owner);
		long now = statements.now();
		Map<UUID, Inserted> inserted = new HashMap<>();
		for (Wanted each : wanted) {
			boolean claim = claims && each.claim();
			if (claim ? insertClaimed(statements, owner, each.instance(), now)
					: insertQueued(statements, this.dialect, each.instance())) {
				inserted.put(each.instance().key(), new Inserted(now, claim));
			}
		}
		return inserted;
	}

	private boolean insertClaimed(Statements statements, UUID owner, NewInstance instance, long now)
			throws SQLException {
		Bind insert = bind(statements.bind(CLAIMED + this.dialect.ignoreDuplicate()), instance);
		return this.dialect.insertIfAbsent(insert.uuid(owner).number(now).number(now));
	}

	/**
	 * Inserts an instance that is due at once.
	 * @return whether it was inserted
	 */
	static boolean insertQueued(Statements statements, Dialect dialect, NewInstance instance) throws SQLException {
		String sql = dialect.sql(QUEUED) + dialect.ignoreDuplicate();
		return dialect.insertIfAbsent(bind(statements.bind(sql), instance));
	}

	private static Bind bind(Bind insert, NewInstance instance) throws SQLException {
		return insert.uuid(instance.key())
			.text(instance.workflow())
			.text(instance.id())
			.text(instance.params())
			.text(instance.paramsHash())
			.text(instance.trigger());
	}

}
