package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;

/**
 * Claims in one transaction, for databases in this process.
 */
final class RowClaims implements Claims {

	/**
	 * Keys only, without locks: H2 locks all that it looks at. The lower bound passes
	 * over the nulls, which H2 keeps in its index.
	 */
	private static final String DUE = """
			select instance_key from workflow_instance{index}
			where owner is null and due_at between -9223372036854775808 and ? and workflow in ({workflows})
			order by due_at limit ? offset ?""";

	private static final String LOCK = """
			select instance_key, workflow, id, run, fence, params, created_at, crash_count, signal_count, paused_total
			from workflow_instance where instance_key{any_of} and owner is null and due_at <= ?""";

	private static final String OWN = """
			update workflow_instance set status = 'running', owner = ?, fence = fence + 1, due_at = null,
				started_at = coalesce(started_at, ?)
			where instance_key = ?""";

	private final Connections connections;

	private final Dialect dialect;

	private final String lock;

	RowClaims(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
		this.lock = LOCK.replace("{any_of}", dialect.anyOf()) + dialect.skipLocked();
	}

	@Override
	public List<Claimed> claim(ClaimRequest request) {
		return this.connections.transaction("claim instances", (statements) -> {
			if (!NodeRows.hold(statements, this.dialect, request.owner())) {
				return List.of();
			}
			return claim(statements, request, statements.now());
		});
	}

	private List<Claimed> claim(Statements statements, ClaimRequest request, long now) throws SQLException {
		List<Claimed> claimed = new ArrayList<>();
		int passed = 0;
		while (claimed.size() < request.limit()) {
			// those that were claimed are no longer due, those that others hold are
			List<UUID> candidates = candidates(statements, request, now, request.limit() - claimed.size(), passed);
			if (candidates.isEmpty()) {
				break;
			}
			List<Claimed> locked = lock(statements, candidates, now);
			own(statements, request.owner(), locked, now);
			passed += candidates.size() - locked.size();
			claimed.addAll(locked);
		}
		return claimed;
	}

	private List<UUID> candidates(Statements statements, ClaimRequest request, long now, int limit, int offset)
			throws SQLException {
		List<UUID> keys = new ArrayList<>();
		String sql = DUE.replace("{index}", this.dialect.useDueIndex())
			.replace("{workflows}", placeholders(request.workflows().size()));
		Bind query = statements.bind(sql).number(now).texts(request.workflows()).integer(limit).integer(offset);
		try (ResultSet row = query.query()) {
			while (row.next()) {
				keys.add(Rows.uuid(row, 1));
			}
		}
		return keys;
	}

	/** Repeats every condition under the lock. */
	private List<Claimed> lock(Statements statements, List<UUID> keys, long now) throws SQLException {
		Map<UUID, Claimed> locked = new HashMap<>();
		try (ResultSet row = statements.bind(this.lock).uuids(keys).number(now).query()) {
			while (row.next()) {
				UUID key = Rows.uuid(row, 1);
				locked.put(key, new Claimed(key, row.getString(2), row.getString(3), row.getInt(4), row.getLong(5) + 1,
						row.getString(6), row.getLong(7), row.getInt(8), row.getLong(9), row.getLong(10), now));
			}
		}
		return keys.stream().map(locked::get).filter(Objects::nonNull).toList();
	}

	private static void own(Statements statements, UUID owner, List<Claimed> claimed, long now) throws SQLException {
		try (Statements queue = statements.queue()) {
			for (Claimed each : claimed) {
				queue.bind(OWN).uuid(owner).number(now).uuid(each.key()).update();
			}
			queue.flush();
		}
	}

	static String placeholders(int count) {
		return String.join(", ", Collections.nCopies(count, "?"));
	}

}
