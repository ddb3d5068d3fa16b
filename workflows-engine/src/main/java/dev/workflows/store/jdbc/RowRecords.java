package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Commit;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import org.jspecify.annotations.Nullable;

/**
 * Inserts the step and the attempt of one commit, and reads what is in their way.
 */
final class RowRecords {

	private static final String INSERT_STEP = """
			insert into workflow_step (instance_key, scope, kind, name, name_count, seq, options, started_at, ended_at,
				success, deadline, output, error, attempts, attempt_started_at, fence, token)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

	/** The common case, without the columns that are null in it: each one costs. */
	private static final String INSERT_RESULT = """
			insert into workflow_step (instance_key, scope, kind, name, name_count, seq, options, started_at, ended_at,
				success, output, attempts, attempt_started_at, fence, token)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)""";

	private static final String INSERT_ATTEMPT = """
			insert into workflow_attempt (instance_key, scope, kind, name, name_count, attempt, phase, seq, options,
				started_at, ended_at, error, retry_at, fence, token)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

	private static final String STEP = "select " + Rows.STEP_COLUMNS + """

			from workflow_step s
			where s.instance_key = ? and s.scope = ? and s.kind = ? and s.name = ? and s.name_count = ?""";

	/** Shows a failed attempt as its step, which is still open. */
	static final String ATTEMPT_COLUMNS = """
			s.scope, s.kind, s.name, s.name_count, s.seq, s.options, s.started_at, null, null, s.retry_at, null, s.error,
			s.attempt, s.started_at, s.fence, s.token""";

	private static final String FAILED = "select " + ATTEMPT_COLUMNS + """

			from workflow_attempt s
			where s.instance_key = ? and s.scope = ? and s.kind = ? and s.name = ? and s.name_count = ?
				and s.attempt = ? and s.phase = 1""";

	private final Dialect dialect;

	private final String insertStep;

	private final String insertResult;

	private final String insertAttempt;

	/**
	 * Creates the records.
	 * @param ignoreDuplicate what makes an insert pass over rows that are there
	 * @param dialect the dialect
	 */
	RowRecords(String ignoreDuplicate, Dialect dialect) {
		this.dialect = dialect;
		this.insertStep = INSERT_STEP + ignoreDuplicate;
		this.insertResult = INSERT_RESULT + ignoreDuplicate;
		this.insertAttempt = INSERT_ATTEMPT + ignoreDuplicate;
	}

	/**
	 * Returns what is in the way of a commit's inserts.
	 * @return the step, or else the failed attempt as an open step
	 */
	@Nullable StepRow existing(Statements statements, Commit commit) throws SQLException {
		StepWrite step = commit.step();
		if (step != null) {
			StepRow row = first(statements.bind(STEP).uuid(commit.instance()).step(step.key()));
			if (row != null) {
				return row;
			}
		}
		if (commit.attempt() instanceof AttemptWrite.Failed failed) {
			return first(statements.bind(FAILED).uuid(commit.instance()).step(failed.key()).integer(failed.attempt()));
		}
		return null;
	}

	private static @Nullable StepRow first(Bind query) throws SQLException {
		try (ResultSet row = query.query()) {
			return row.next() ? Rows.step(row, 1) : null;
		}
	}

	/**
	 * Inserts. Where a commit has both, the caller has made sure that nothing is in the
	 * way.
	 * @return {@code false} if something is in the way
	 */
	boolean insert(Statements statements, Commit commit, long now, long active) throws SQLException {
		AttemptWrite attempt = commit.attempt();
		if (attempt instanceof AttemptWrite.Failed failed && !insertFailed(statements, commit, failed, now, active)) {
			return false;
		}
		if (attempt instanceof AttemptWrite.Begun begun) {
			// one that is recorded already says the same
			insertBegun(statements, commit, begun, now);
		}
		StepWrite step = commit.step();
		if (step instanceof StepWrite.Ended ended) {
			return insertEnded(statements, commit, ended, now);
		}
		if (step instanceof StepWrite.SleepBegun sleep) {
			return insertSleep(statements, commit, sleep, now, now - active);
		}
		return true;
	}

	private boolean insertEnded(Statements statements, Commit commit, StepWrite.Ended ended, long now)
			throws SQLException {
		long attemptStartedAt = now - ended.attemptMillis();
		boolean result = ended.success() && ended.error() == null;
		Bind row = step(statements, result ? this.insertResult : this.insertStep, commit, ended).text(ended.options())
			.number((ended.startedAt() != null) ? ended.startedAt() : attemptStartedAt)
			.number(now);
		if (result) {
			row.text(ended.output());
		}
		else {
			row.integer(ended.success() ? 1 : 0).optional(null).text(ended.output()).text(ended.error());
		}
		row.integer(ended.attempt()).number(attemptStartedAt);
		return this.dialect.insertIfAbsent(row.number(commit.fence()).uuid(commit.token()));
	}

	private boolean insertSleep(Statements statements, Commit commit, StepWrite.SleepBegun sleep, long now,
			long pausedTotal) throws SQLException {
		Bind row = step(statements, this.insertStep, commit, sleep).text(null)
			.number(now)
			.optional(null)
			.optional(null)
			.optional(RowCommits.deadline(commit, now, pausedTotal))
			.text(null)
			.text(null)
			.integer(0)
			.optional(null);
		return this.dialect.insertIfAbsent(row.number(commit.fence()).uuid(commit.token()));
	}

	private static Bind step(Statements statements, String insert, Commit commit, StepWrite step) throws SQLException {
		return statements.bind(insert).uuid(commit.instance()).step(step.key()).number(step.seq());
	}

	private void insertBegun(Statements statements, Commit commit, AttemptWrite.Begun begun, long now)
			throws SQLException {
		Bind row = attempt(statements, commit, begun, 0).number(now - begun.sinceMillis())
			.optional(null)
			.text(null)
			.optional(null);
		this.dialect.insertIfAbsent(row.number(commit.fence()).uuid(commit.token()));
	}

	private boolean insertFailed(Statements statements, Commit commit, AttemptWrite.Failed failed, long now,
			long active) throws SQLException {
		Long retry = failed.retryMillis();
		Bind row = attempt(statements, commit, failed, 1)
			.number((failed.startedAt() != null) ? failed.startedAt() : now - failed.tookMillis())
			.number(now)
			.text(failed.error())
			.optional((retry != null) ? (Long) (active + retry) : null);
		return this.dialect.insertIfAbsent(row.number(commit.fence()).uuid(commit.token()));
	}

	private Bind attempt(Statements statements, Commit commit, AttemptWrite attempt, int phase) throws SQLException {
		return statements.bind(this.insertAttempt)
			.uuid(commit.instance())
			.step(attempt.key())
			.integer(attempt.attempt())
			.integer(phase)
			.number(attempt.seq())
			.text(attempt.options());
	}

}
