package dev.workflows.store.jdbc;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.workflows.store.NewInstance;
import org.jspecify.annotations.Nullable;

/**
 * Inserts instances in one transaction: as one batch, and instance by instance if
 * something is in the way of one of them.
 */
final class RowInserts implements InstanceInserts {

	private static final String QUEUED = """
			insert into workflow_instance (instance_key, workflow, id, run, status, params, params_hash, trigger_source,
				fence, due_at, created_at)
			select ?, ?, ?, 1, 'queued', ?, ?, ?, 0, t.now, t.now from (select {now} as now) t where 1 = 1""";

	private static final String CLAIMED = """
			insert into workflow_instance (instance_key, workflow, id, run, status, params, params_hash, trigger_source,
				fence, owner, created_at, started_at)
			values (?, ?, ?, 1, 'running', ?, ?, ?, 0, ?, ?, ?)""";

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
		UUID claimer = claims ? owner : null;
		long now = statements.now();
		if (wanted.size() > 1) {
			try (Statements queue = statements.queue()) {
				Map<UUID, Inserted> inserted = insert(queue, "", claimer, wanted, now);
				queue.flush();
				return inserted;
			}
			catch (SQLException ex) {
				if (SqlErrors.reasonOf(ex) != SqlErrors.Reason.DATA) {
					throw ex;
				}
				// What the batch has inserted is found as the row of an earlier try.
			}
		}
		return insert(statements, this.dialect.ignoreDuplicate(), claimer, wanted, now);
	}

	private Map<UUID, Inserted> insert(Statements statements, String ignoreDuplicate, @Nullable UUID claimer,
			List<Wanted> wanted, long now) throws SQLException {
		Map<UUID, Inserted> inserted = new HashMap<>();
		for (Wanted each : wanted) {
			UUID owner = each.claim() ? claimer : null;
			Bind insert = (owner != null)
					? bind(statements.bind(CLAIMED + ignoreDuplicate), each.instance()).uuid(owner)
						.number(now)
						.number(now)
					: bind(statements.bind(this.dialect.sql(QUEUED) + ignoreDuplicate), each.instance());
			if (this.dialect.insertIfAbsent(insert)) {
				inserted.put(each.instance().key(), new Inserted(now, owner != null));
			}
		}
		return inserted;
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
