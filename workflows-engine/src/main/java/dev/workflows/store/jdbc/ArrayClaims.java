package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;

/**
 * Claims in a single statement on PostgreSQL.
 */
final class ArrayClaims implements Claims {

	/**
	 * The node's row is held first. The rows to take are materialised, as PostgreSQL may
	 * else run the inner query again and take more than the limit; and the update repeats
	 * every condition.
	 */
	private static final String CLAIM = """
			with node as materialized (select owner from workflow_node where owner = ? for key share),
			t as materialized (select {now} as now where exists (select 1 from node)),
			due as materialized (
				select i.instance_key, i.due_at from workflow_instance i
				where i.owner is null and i.due_at <= (select now from t) and i.workflow = any(?)
				order by i.due_at limit ?
				for no key update of i skip locked)
			update workflow_instance i
			set status = 'running', owner = ?, fence = i.fence + 1, due_at = null,
				started_at = coalesce(i.started_at, t.now)
			from due, t
			where i.instance_key = due.instance_key and i.owner is null and i.due_at <= t.now
			returning i.instance_key, i.workflow, i.id, i.run, i.fence, i.params, i.created_at, i.crash_count,
				i.signal_count, i.paused_total, t.now, due.due_at""";

	private final Connections connections;

	private final String sql;

	ArrayClaims(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.sql = dialect.sql(CLAIM);
	}

	@Override
	public List<Claimed> claim(ClaimRequest request) {
		return this.connections.write("claim instances", (statements) -> {
			Bind claim = statements.bind(this.sql)
				.uuid(request.owner())
				.array("text", request.workflows().toArray(String[]::new))
				.integer(request.limit())
				.uuid(request.owner());
			List<Due> rows = new ArrayList<>();
			try (ResultSet row = claim.query()) {
				while (row.next()) {
					rows.add(new Due(row.getLong(12),
							new Claimed(Rows.uuid(row, 1), row.getString(2), row.getString(3), row.getInt(4),
									row.getLong(5), row.getString(6), row.getLong(7), row.getInt(8), row.getLong(9),
									row.getLong(10), row.getLong(11))));
				}
			}
			// an update returns its rows in no order
			rows.sort(Comparator.comparingLong(Due::dueAt));
			return rows.stream().map(Due::claimed).toList();
		});
	}

	private record Due(long dueAt, Claimed claimed) {
	}

}
