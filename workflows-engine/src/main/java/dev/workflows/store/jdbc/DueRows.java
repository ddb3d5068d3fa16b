package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.util.List;
import java.util.OptionalLong;

import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;

/**
 * The rows that have no owner and will be due.
 */
final class DueRows {

	/** By order and limit rather than by min(), which would not walk the index. */
	private static final String NEXT_DUE = """
			select due_at, {now} from workflow_instance{index}
			where owner is null and due_at >= -9223372036854775808 and workflow in ({workflows})
			order by due_at limit 1""";

	private final Connections connections;

	private final Dialect dialect;

	private final Claims claims;

	DueRows(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
		this.claims = dialect.claims(connections);
	}

	List<Claimed> claim(ClaimRequest request) {
		if (request.workflows().isEmpty()) {
			return List.of();
		}
		return this.claims.claim(request);
	}

	OptionalLong next(List<String> workflows) {
		if (workflows.isEmpty()) {
			return OptionalLong.empty();
		}
		String sql = this.dialect.sql(NEXT_DUE)
			.replace("{index}", this.dialect.useDueIndex())
			.replace("{workflows}", RowClaims.placeholders(workflows.size()));
		return this.connections.read("look for the next due instance", (statements) -> {
			try (ResultSet row = statements.bind(sql).texts(workflows).query()) {
				return row.next() ? OptionalLong.of(difference(row.getLong(1), row.getLong(2))) : OptionalLong.empty();
			}
		});
	}

	/** A row that was written by hand may be due at the end of all time. */
	private static long difference(long dueAt, long now) {
		long millis = dueAt - now;
		boolean overflown = ((dueAt ^ now) & (dueAt ^ millis)) < 0;
		return overflown ? ((dueAt < 0) ? Long.MIN_VALUE : Long.MAX_VALUE) : millis;
	}

}
