package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Inserts instances in a single statement on PostgreSQL.
 */
final class ArrayInserts implements InstanceInserts {

	private static final List<Column<Wanted>> COLUMNS = List.of(
			Column.uuid("instance_key", (wanted) -> wanted.instance().key()),
			Column.text("workflow", (wanted) -> wanted.instance().workflow()),
			Column.text("id", (wanted) -> wanted.instance().id()),
			Column.text("params", (wanted) -> wanted.instance().params()),
			Column.text("params_hash", (wanted) -> wanted.instance().paramsHash()),
			Column.text("trigger_source", (wanted) -> wanted.instance().trigger()),
			Column.integer("claim", (wanted) -> wanted.claim() ? 1 : 0));

	private static final String INSERT = """
			with node as materialized (select owner from workflow_node where owner = ? for key share),
			t as materialized (select {now} as now, exists (select 1 from node) as alive),
			m as materialized (
				select u.*, t.now, t.alive and u.claim = 1 as claimed from {instances} cross join t order by u.ord)
			insert into workflow_instance (instance_key, workflow, id, run, status, params, params_hash, trigger_source,
				fence, owner, due_at, created_at, started_at)
			select m.instance_key, m.workflow, m.id, 1, case when m.claimed then 'running' else 'queued' end, m.params,
				m.params_hash, m.trigger_source, 0,
				case when m.claimed then ?::uuid end, case when not m.claimed then m.now end, m.now,
				case when m.claimed then m.now end
			from m
			on conflict do nothing
			returning instance_key, created_at, owner is not null""";

	private final Connections connections;

	private final String sql;

	ArrayInserts(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.sql = dialect.sql(INSERT).replace("{instances}", Column.table("u", COLUMNS));
	}

	@Override
	public <T> T work(Work<T> work) {
		return this.connections.write("create instances", work);
	}

	@Override
	public Map<UUID, Inserted> insert(Statements statements, UUID owner, List<Wanted> wanted) throws SQLException {
		List<Wanted> inOrder = new ArrayList<>(wanted);
		// An insert waits for another transaction's row of the same id, so all must
		// insert in one order.
		inOrder.sort(Comparator.comparing((Wanted each) -> each.instance().workflow())
			.thenComparing((each) -> each.instance().id()));
		Bind insert = statements.bind(this.sql).uuid(owner);
		Column.bind(insert, COLUMNS, inOrder);
		Map<UUID, Inserted> inserted = new HashMap<>();
		try (ResultSet row = insert.uuid(owner).query()) {
			while (row.next()) {
				inserted.put(Rows.uuid(row, 1), new Inserted(row.getLong(2), row.getBoolean(3)));
			}
		}
		return inserted;
	}

}
