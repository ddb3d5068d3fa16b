package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepRow;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch of commits on PostgreSQL by one statement, which takes them as one array
 * per column.
 */
final class ArrayCommits implements CommitWriter {

	private static final String LOOK = "select m.ord, {now}, i." + Head.COLUMNS.replace(", ", ", i.") + ", "
			+ Rows.STEP_COLUMNS + ", " + RowRecords.ATTEMPT_COLUMNS.replace("s.", "a.") + """

					from {commits}
					left join workflow_instance i on i.instance_key = m.instance_key
					left join workflow_step s on s.instance_key = m.instance_key and s.scope = m.s_scope
						and s.kind = m.s_kind and s.name = m.s_name and s.name_count = m.s_count
					left join workflow_attempt a on a.instance_key = m.instance_key and a.scope = m.a_scope
						and a.kind = m.a_kind and a.name = m.a_name and a.name_count = m.a_count
						and a.attempt = m.a_attempt and a.phase = 1 and m.a_phase = 1""";

	private static final int LOOK_HEAD = 3;

	private static final int LOOK_STEP = LOOK_HEAD + 5;

	private static final int LOOK_ATTEMPT = LOOK_STEP + Rows.STEP_WIDTH;

	private final Connections connections;

	private final CommitSql sql;

	private final String look;

	ArrayCommits(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.sql = new CommitSql(dialect);
		this.look = dialect.sql(LOOK).replace("{commits}", Column.table("m", CommitColumns.PLACE));
	}

	@Override
	public List<CommitResult> write(UUID owner, List<Commit> commits, boolean wait) {
		if (wait) {
			try {
				return this.connections.write("commit", (statements) -> writeWaiting(statements, owner, commits));
			}
			catch (LockTimeout ex) {
				// One of them is held for longer; the others need not suffer, and that
				// one is busy.
			}
		}
		return this.connections.write("commit", (statements) -> write(statements, false, owner, commits));
	}

	private List<CommitResult> writeWaiting(Statements statements, UUID owner, List<Commit> commits)
			throws SQLException {
		try {
			return write(statements, true, owner, commits);
		}
		catch (SQLException ex) {
			if (SqlErrors.reasonOf(ex) == SqlErrors.Reason.LOCKED) {
				throw new LockTimeout();
			}
			throw ex;
		}
	}

	private List<CommitResult> write(Statements statements, boolean wait, UUID owner, List<Commit> commits)
			throws SQLException {
		@Nullable CommitResult[] results = new CommitResult[commits.size()];
		boolean[] locked = new boolean[commits.size()];
		Bind bind = this.sql.bind(statements, owner, commits, wait);
		int open = commits.size();
		try (ResultSet row = bind.query()) {
			while (row.next()) {
				int index = (int) row.getLong(1) - 1;
				locked[index] = true;
				if (row.getInt(5) == 1) {
					results[index] = new CommitResult.Applied(row.getLong(2), Rows.number(row, 4), row.getLong(3));
					open--;
				}
			}
		}
		if (open > 0) {
			look(statements, owner, commits, results, locked);
		}
		return List.of(results);
	}

	/**
	 * Finds out, in a later statement that sees what the first one could not, why some
	 * were not applied.
	 */
	private void look(Statements statements, UUID owner, List<Commit> commits, @Nullable CommitResult[] results,
			boolean[] locked) throws SQLException {
		List<Integer> open = new ArrayList<>();
		for (int i = 0; i < results.length; i++) {
			if (results[i] == null) {
				open.add(i);
			}
		}
		Bind bind = statements.bind(this.look);
		Column.bind(bind, CommitColumns.PLACE, open.stream().map(commits::get).toList());
		try (ResultSet row = bind.query()) {
			while (row.next()) {
				int index = open.get((int) row.getLong(1) - 1);
				Head head = (row.getString(LOOK_HEAD + 2) != null) ? Head.read(row, LOOK_HEAD) : null;
				results[index] = Verdict.of(owner, commits.get(index), locked[index], row.getLong(2), head,
						existing(row));
			}
		}
	}

	private static @Nullable StepRow existing(ResultSet row) throws SQLException {
		for (int first : new int[] { LOOK_STEP, LOOK_ATTEMPT }) {
			if (row.getString(first) != null) {
				return Rows.step(row, first);
			}
		}
		return null;
	}

	/**
	 * A row could not be locked in time; thrown through the transaction to roll it back.
	 */
	private static final class LockTimeout extends RuntimeException {

		LockTimeout() {
			super(null, null, false, false);
		}

	}

}
