package dev.workflows.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.store.Commit;
import dev.workflows.store.Transition;

/**
 * Composes the statement that commits a batch on PostgreSQL: only of the parts that the
 * batch needs, as each column costs.
 * <p>
 * Every decision is made by the columns that come out of the locking query: after a wait,
 * PostgreSQL re-reads the newest version of the locked row only, and all else of the
 * statement sees what was before. {@code in (select ...)} stands within {@code or} or a
 * {@code case} on purpose: there it is a hash look-up, where it would else become a join
 * whose size PostgreSQL cannot know.
 */
final class CommitSql {

	/**
	 * The owner is compared in a way that no index serves, so that rows are found by
	 * their keys.
	 */
	private static final String LOCK = """
			with locked as materialized (
				select m.*, i.fence as row_fence, i.status as row_status, i.signal_count, i.paused_total{absent}
				from {commits} join workflow_instance i on i.instance_key = m.instance_key
				where i.owner is not distinct from ?
				{lock}),
			t as materialized (select {now} as now from (select count(*) from locked) as all_locked),
			decided as materialized (
				select l.*, t.now, {deadline} as deadline,
					l.row_fence = l.fence and l.row_status in ('running', 'waitingForPause', 'rollingBack'){no_step}
						as allowed
				from locked l cross join t)""";

	private static final String DEADLINE = """
			case when l.s_kind is not null and l.s_attempt is null
						then coalesce(l.s_until, t.now + l.s_millis) - l.paused_total
					when l.a_phase = 1 then t.now + l.a_retry - l.paused_total end""";

	/**
	 * A commit with a step and an attempt must not write one of them only. So it looks
	 * first whether the step is there. What has come since, in between the snapshot and
	 * the lock, ends in the division by zero at the very end, which undoes the whole
	 * statement; each commit is then tried alone.
	 */
	private static final String NO_STEP = """

			and (l.s_kind is null or l.a_phase is null or not exists (
				select 1 from workflow_step s
				where s.instance_key = l.instance_key and s.scope = l.s_scope and s.kind = l.s_kind
					and s.name = l.s_name and s.name_count = l.s_count))""";

	private static final String INSERT_ATTEMPTS = """
			,
			attempted as (
				insert into workflow_attempt (instance_key, scope, kind, name, name_count, attempt, phase, seq, options,
					started_at, ended_at, error, retry_at, fence, token)
				select d.instance_key, d.a_scope, d.a_kind, d.a_name, d.a_count, d.a_attempt, d.a_phase, d.a_seq,
					d.a_options, coalesce(d.a_started, d.now - d.a_millis), case when d.a_phase = 1 then d.now end,
					d.a_error, d.now + d.a_retry - d.paused_total, d.fence, d.token
				from decided d where d.allowed and d.a_phase is not null
				on conflict do nothing
				returning instance_key)""";

	private static final String GOING = """
			,
			going as (select d.* from decided d where d.allowed""";

	private static final String IF_ATTEMPTED = """

			and (d.a_phase is distinct from 1 or d.instance_key in (select instance_key from attempted))""";

	private static final String INSERT_STEPS = """
			),
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
			done as (
				select g.* from going g
				where g.s_kind is null or g.instance_key in (select instance_key from stepped))""";

	private static final String NO_STEPS = """
			),
			done as (select g.* from going g)""";

	private static final String FINISH = """
			,
			finished as (
				update workflow_step s set ended_at = t.now, success = 1
				from {finished} cross join t
				where s.instance_key = f.instance_key and s.scope = f.scope and s.kind = f.kind and s.name = f.name
					and s.name_count = f.name_count and s.ended_at is null
					and (f.instance_key in (select instance_key from done)) is true)""";

	private static final String MOVE = """
			,
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
				where i.instance_key = d.instance_key and d.transition is not null)""";

	private static final String RESULT = """

			select d.ord, d.now, d.signal_count, d.deadline,
				case when d.instance_key in (select instance_key from done) then 1{half} else 0 end
			from decided d""";

	private static final String HALF = """

			when d.instance_key in (select instance_key from attempted) then 1 / (d.ord - d.ord)""";

	private static final String SKIP_LOCKED = "for no key update of i skip locked";

	/** Two that wait for the same rows must not wait for each other. */
	private static final String WAIT = "order by i.instance_key for no key update of i";

	private final String[] composed = new String[32];

	CommitSql(Dialect dialect) {
		for (int parts = 0; parts < this.composed.length; parts++) {
			this.composed[parts] = dialect.sql(compose(Parts.of(parts)));
		}
	}

	/**
	 * Binds a batch to the statement that has the parts for it.
	 * @return the statement; its rows are ord, now, signal, deadline, and 1 for applied
	 */
	Bind bind(Statements statements, UUID owner, List<Commit> commits, boolean wait) throws SQLException {
		List<CommitColumns.Finished> finished = new ArrayList<>();
		boolean steps = false;
		boolean attempts = false;
		boolean moves = false;
		for (Commit commit : commits) {
			commit.finished().forEach((key) -> finished.add(new CommitColumns.Finished(commit, key)));
			steps |= commit.step() != null;
			attempts |= commit.attempt() != null;
			moves |= commit.progress() || !(commit.transition() instanceof Transition.Stay);
		}
		Parts parts = new Parts(steps, attempts, moves, !finished.isEmpty(), wait);
		Bind bind = statements.bind(this.composed[parts.index()]);
		Column.bind(bind, parts.present(), commits);
		bind.uuid(owner);
		if (parts.finished()) {
			Column.bind(bind, CommitColumns.FINISHED, finished);
		}
		return bind;
	}

	private static String compose(Parts parts) {
		boolean both = parts.steps() && parts.attempts();
		String sql = LOCK.replace("{commits}", Column.table("m", parts.present()))
			.replace("{absent}", Column.absent(parts.absent()))
			.replace("{lock}", parts.waits() ? WAIT : SKIP_LOCKED)
			.replace("{deadline}", (parts.steps() || parts.attempts()) ? DEADLINE : "null::int8")
			.replace("{no_step}", both ? NO_STEP : "");
		sql += parts.attempts() ? INSERT_ATTEMPTS + GOING + IF_ATTEMPTED : GOING;
		sql += parts.steps() ? INSERT_STEPS : NO_STEPS;
		sql += parts.finished() ? FINISH.replace("{finished}", Column.table("f", CommitColumns.FINISHED)) : "";
		sql += parts.moves() ? MOVE : "";
		return sql + RESULT.replace("{half}", both ? HALF : "");
	}

	/** What is in a batch. */
	private record Parts(boolean steps, boolean attempts, boolean moves, boolean finished, boolean waits) {

		static Parts of(int index) {
			return new Parts((index & 1) != 0, (index & 2) != 0, (index & 4) != 0, (index & 8) != 0, (index & 16) != 0);
		}

		int index() {
			return (this.steps ? 1 : 0) + (this.attempts ? 2 : 0) + (this.moves ? 4 : 0) + (this.finished ? 8 : 0)
					+ (this.waits ? 16 : 0);
		}

		List<Column<Commit>> present() {
			return CommitColumns.join(CommitColumns.HEAD, this.steps ? CommitColumns.STEP : List.of(),
					this.attempts ? CommitColumns.ATTEMPT : List.of(), this.moves ? CommitColumns.MOVE : List.of());
		}

		List<Column<Commit>> absent() {
			return CommitColumns.join(this.steps ? List.of() : CommitColumns.STEP,
					this.attempts ? List.of() : CommitColumns.ATTEMPT);
		}

	}

}
