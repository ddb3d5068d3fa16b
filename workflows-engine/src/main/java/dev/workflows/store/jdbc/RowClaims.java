package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;

/**
 * Claims row by row in one transaction, for databases in this process.
 */
final class RowClaims implements Claims {

	private static final String DUE = """
			select instance_key, workflow, id, run, fence, params, created_at, crash_count, signal_count, paused_total
			from workflow_instance
			where owner is null and due_at <= ? and workflow in ({workflows})
			order by due_at limit ?""";

	private static final String OWN = """
			update workflow_instance set status = 'running', owner = ?, fence = fence + 1, due_at = null,
				started_at = coalesce(started_at, ?)
			where instance_key = ? and owner is null and fence = ?""";

	private final Connections connections;

	private final Dialect dialect;

	RowClaims(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
	}

	@Override
	public List<Claimed> claim(ClaimRequest request) {
		return this.connections.transaction("claim instances", (statements) -> {
			if (!NodeRows.hold(statements, this.dialect, request.owner())) {
				return List.of();
			}
			long now = statements.now();
			List<Claimed> claimed = new ArrayList<>();
			for (Claimed candidate : due(statements, request, now)) {
				Bind own = statements.bind(OWN).uuid(request.owner()).number(now).uuid(candidate.key());
				if (own.number(candidate.fence() - 1).update() == 1) {
					claimed.add(candidate);
				}
			}
			return claimed;
		});
	}

	private List<Claimed> due(Statements statements, ClaimRequest request, long now) throws SQLException {
		List<Claimed> due = new ArrayList<>();
		Bind query = statements
			.bind(DUE.replace("{workflows}", placeholders(request.workflows().size())) + this.dialect.skipLocked());
		try (ResultSet row = query.number(now).texts(request.workflows()).integer(request.limit()).query()) {
			while (row.next()) {
				due.add(new Claimed(Rows.uuid(row, 1), row.getString(2), row.getString(3), row.getInt(4),
						row.getLong(5) + 1, row.getString(6), row.getLong(7), row.getInt(8), row.getLong(9),
						row.getLong(10), now));
			}
		}
		return due;
	}

	static String placeholders(int count) {
		return String.join(", ", Collections.nCopies(count, "?"));
	}

}
