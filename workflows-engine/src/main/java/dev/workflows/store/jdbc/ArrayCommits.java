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
 * <p>
 * Every decision is made by the columns that come out of the locking query: after a wait,
 * PostgreSQL re-reads the newest version of the locked row only, and all else of the
 * statement sees what was before. {@code in (select ...)} stands within {@code or} or a
 * {@code case} on purpose: there it is a hash look-up, where it would else become a join
 * whose size PostgreSQL cannot know.
 */
final class ArrayCommits implements CommitWriter {

	private static final String LOCKED = """
			with locked as materialized (
				select m.*, i.owner as row_owner, i.fence as row_fence, i.status as row_status, i.signal_count,
					i.paused_total
				from {commits}
				join workflow_instance i on i.instance_key = m.instance_key
				where i.owner = ?
				{lock}),
			t as materialized (select {now} as now from (select count(*) from locked) as all_locked),
			""";

	/**
	 * A commit with a step and an attempt must not write one of them only. So it looks
	 * first whether the step is there. What has come since, in between the snapshot and
	 * the lock, ends in the division by zero at the very end, which undoes the whole
	 * statement; each commit is then tried alone.
	 */
	private static final String DECIDED = """
			decided as materialized (
				select l.*, t.now,
					case when l.s_kind is not null and l.s_attempt is null
							then coalesce(l.s_until, t.now + l.s_millis) - l.paused_total
						when l.a_phase = 1 then t.now + l.a_retry - l.paused_total end as deadline,
					l.row_owner = ? and l.row_fence = l.fence
						and l.row_status in ('running', 'waitingForPause', 'rollingBack')
						and (l.s_kind is null or l.a_phase is null or not exists (
							select 1 from workflow_step s
							where s.instance_key = l.instance_key and s.scope = l.s_scope and s.kind = l.s_kind
								and s.name = l.s_name and s.name_count = l.s_count)) as allowed
				from locked l cross join t),
			""";

	private static final String RECORDED = """
			attempted as (
				insert into workflow_attempt (instance_key, scope, kind, name, name_count, attempt, phase, seq, options,
					started_at, ended_at, error, retry_at, fence, token)
				select d.instance_key, d.a_scope, d.a_kind, d.a_name, d.a_count, d.a_attempt, d.a_phase, d.a_seq,
					d.a_options, coalesce(d.a_started, d.now - d.a_millis), case when d.a_phase = 1 then d.now end,
					d.a_error, d.now + d.a_retry - d.paused_total, d.fence, d.token
				from decided d where d.allowed and d.a_phase is not null
				on conflict do nothing
				returning instance_key),
			going as materialized (
				select d.* from decided d
				where d.allowed
					and (d.a_phase is distinct from 1 or d.instance_key in (select instance_key from attempted))),
			stepped as (
				insert into workflow_step (instance_key, scope, kind, name, name_count, seq, options, started_at,
					ended_at, success, deadline, output, error, attempts, attempt_started_at, fence, token)
				select g.instance_key, g.s_scope, g.s_kind, g.s_name, g.s_count, g.s_seq, g.s_options,
					case when g.s_attempt is null then g.now else coalesce(g.s_started, g.now - g.s_millis) end,
					case when g.s_attempt is not null then g.now end, g.s_success,
					case when g.s_attempt is null then g.deadline end, g.s_output, g.s_error, coalesce(g.s_attempt, 0),
					case when g.s_attempt is not null then g.now - g.s_millis end, g.fence, g.token
				from going g where g.s_kind is not null
				on conflict do nothing
				returning instance_key),
			done as materialized (
				select g.* from going g
				where g.s_kind is null or g.instance_key in (select instance_key from stepped)),
			""";

	private static final String APPLIED = """
			finished as (
				update workflow_step s set ended_at = t.now, success = 1
				from {finished} cross join t
				where s.instance_key = f.instance_key and s.scope = f.scope and s.kind = f.kind and s.name = f.name
					and s.name_count = f.name_count and s.ended_at is null
					and (f.instance_key in (select instance_key from done)) is true),
			moved as (
				update workflow_instance i
				set status = case d.transition when 1 then 'waiting' when 2 then 'complete' when 3 then 'errored'
						when 4 then 'queued' else i.status end,
					owner = case when d.transition = 0 then i.owner end,
					due_at = case when d.transition = 4 or (d.transition = 1 and d.signal_count > d.signal_seen)
							then d.now
						when d.transition = 1 then coalesce(d.deadline, d.due_at) + d.paused_total end,
					output = case when d.transition = 2 then d.result else i.output end,
					error = case when d.transition = 3 then d.result else i.error end,
					ended_at = case when d.transition in (2, 3) then d.now else i.ended_at end,
					crash_count = 0
				from done d
				where i.instance_key = d.instance_key and (d.transition <> 0 or d.progress = 1))
			select d.ord, d.now, d.signal_count, d.deadline,
				case when d.instance_key in (select instance_key from done) then 1
					when d.instance_key in (select instance_key from attempted) then 1 / (d.ord - d.ord)
					else 0 end
			from decided d""";

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

	private final String passOver;

	private final String wait;

	private final String look;

	ArrayCommits(Connections connections, Dialect dialect) {
		this.connections = connections;
		String sql = dialect.sql(LOCKED + DECIDED + RECORDED + APPLIED)
			.replace("{commits}", Column.table("m", CommitColumns.ALL))
			.replace("{finished}", Column.table("f", CommitColumns.FINISHED));
		this.passOver = sql.replace("{lock}", "for no key update of i skip locked");
		// Two that wait for the same rows must not wait for each other.
		this.wait = sql.replace("{lock}", "order by i.instance_key for no key update of i");
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
		return this.connections.write("commit", (statements) -> write(statements, this.passOver, owner, commits));
	}

	private List<CommitResult> writeWaiting(Statements statements, UUID owner, List<Commit> commits)
			throws SQLException {
		try {
			return write(statements, this.wait, owner, commits);
		}
		catch (SQLException ex) {
			if (SqlErrors.reasonOf(ex) == SqlErrors.Reason.LOCKED) {
				throw new LockTimeout();
			}
			throw ex;
		}
	}

	private List<CommitResult> write(Statements statements, String sql, UUID owner, List<Commit> commits)
			throws SQLException {
		@Nullable CommitResult[] results = new CommitResult[commits.size()];
		boolean[] locked = new boolean[commits.size()];
		Bind bind = statements.bind(sql);
		Column.bind(bind, CommitColumns.ALL, commits);
		bind.uuid(owner).uuid(owner);
		Column.bind(bind, CommitColumns.FINISHED, finished(commits));
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

	private static List<CommitColumns.Finished> finished(List<Commit> commits) {
		List<CommitColumns.Finished> finished = new ArrayList<>();
		for (Commit commit : commits) {
			commit.finished().forEach((key) -> finished.add(new CommitColumns.Finished(commit, key)));
		}
		return finished;
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
