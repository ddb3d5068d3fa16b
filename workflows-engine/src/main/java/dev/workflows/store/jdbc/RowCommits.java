package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import org.jspecify.annotations.Nullable;

/**
 * Writes commits row by row in one transaction, for databases in this process. Whoever
 * writes a step or an attempt holds the lock of the instance's row, so what is seen under
 * that lock stays so.
 */
final class RowCommits implements CommitWriter {

	private static final String HEAD = "select " + Head.COLUMNS + " from workflow_instance where instance_key = ?";

	private static final String FINISH = """
			update workflow_step set ended_at = ?, success = 1
			where instance_key = ? and scope = ? and kind = ? and name = ? and name_count = ? and ended_at is null""";

	private static final String PROGRESS = "update workflow_instance set crash_count = 0 where instance_key = ?";

	private static final String LEAVE = """
			update workflow_instance set status = ?, owner = null, due_at = ?, crash_count = 0 where instance_key = ?""";

	private static final String COMPLETE = """
			update workflow_instance set status = 'complete', owner = null, due_at = null, crash_count = 0, ended_at = ?,
				output = ?
			where instance_key = ?""";

	private static final String FAIL = """
			update workflow_instance set status = 'errored', owner = null, due_at = null, crash_count = 0, ended_at = ?,
				error = ?
			where instance_key = ?""";

	private final Connections connections;

	private final Dialect dialect;

	private final RowRecords records;

	RowCommits(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
		this.records = new RowRecords(dialect);
	}

	@Override
	public List<CommitResult> write(UUID owner, List<Commit> commits, boolean wait) {
		return this.connections.transaction("commit", (statements) -> {
			long now = statements.now();
			CommitResult[] results = new CommitResult[commits.size()];
			for (int i : order(commits, wait)) {
				results[i] = write(statements, owner, commits.get(i), wait, now);
			}
			return List.of(results);
		});
	}

	/** Two that wait for the same rows must not wait for each other. */
	private static int[] order(List<Commit> commits, boolean wait) {
		IntStream indexes = IntStream.range(0, commits.size());
		return wait ? indexes.boxed()
			.sorted(Comparator.comparing((i) -> commits.get(i).instance().toString()))
			.mapToInt(Integer::intValue)
			.toArray() : indexes.toArray();
	}

	private CommitResult write(Statements statements, UUID owner, Commit commit, boolean wait, long now)
			throws SQLException {
		Head locked = lock(statements, commit, wait);
		if (locked == null || !locked.isHeldBy(owner, commit.fence())) {
			Head head = (locked != null) ? locked : head(statements, commit, "");
			return Verdict.of(owner, commit, locked != null, now, head, this.records.existing(statements, commit));
		}
		if (commit.step() != null && commit.attempt() != null) {
			StepRow existing = this.records.existing(statements, commit);
			if (existing != null) {
				return Verdict.of(owner, commit, true, now, locked, existing);
			}
		}
		long active = now - locked.pausedTotal();
		if (!this.records.insert(statements, commit, now, active)) {
			return Verdict.of(owner, commit, true, now, locked, this.records.existing(statements, commit));
		}
		for (StepKey sleep : commit.finished()) {
			statements.bind(FINISH).number(now).uuid(commit.instance()).step(sleep).update();
		}
		Long deadline = deadline(commit, now, locked.pausedTotal());
		transition(statements, commit, locked, deadline, now);
		return new CommitResult.Applied(now, deadline, locked.signal());
	}

	private @Nullable Head lock(Statements statements, Commit commit, boolean wait) throws SQLException {
		try {
			return head(statements, commit, wait ? this.dialect.lock() : this.dialect.skipLocked());
		}
		catch (SQLException ex) {
			if (wait && SqlErrors.reasonOf(ex) == SqlErrors.Reason.LOCKED) {
				return null;
			}
			throw ex;
		}
	}

	private static @Nullable Head head(Statements statements, Commit commit, String lock) throws SQLException {
		try (ResultSet row = statements.bind(HEAD + lock).uuid(commit.instance()).query()) {
			return row.next() ? Head.read(row, 1) : null;
		}
	}

	/** Returns the deadline that the commit records, in active time. */
	static @Nullable Long deadline(Commit commit, long now, long pausedTotal) {
		if (commit.step() instanceof StepWrite.SleepBegun sleep) {
			Long until = sleep.until();
			Long millis = sleep.millis();
			long end = (until != null) ? until : now + ((millis != null) ? millis : 0);
			return end - pausedTotal;
		}
		if (commit.attempt() instanceof AttemptWrite.Failed failed && failed.retryMillis() != null) {
			return now + failed.retryMillis() - pausedTotal;
		}
		return null;
	}

	private static void transition(Statements statements, Commit commit, Head head, @Nullable Long deadline, long now)
			throws SQLException {
		UUID key = commit.instance();
		Transition transition = commit.transition();
		if (transition instanceof Transition.Suspend suspend) {
			Long active = (deadline != null) ? deadline : suspend.dueAt();
			Long due = (active != null) ? (Long) (active + head.pausedTotal()) : null;
			statements.bind(LEAVE)
				.text("waiting")
				.optional((head.signal() > commit.signalSeen()) ? (Long) now : due)
				.uuid(key)
				.update();
		}
		else if (transition instanceof Transition.Complete complete) {
			statements.bind(COMPLETE).number(now).text(complete.output()).uuid(key).update();
		}
		else if (transition instanceof Transition.Fail fail) {
			statements.bind(FAIL).number(now).text(fail.error()).uuid(key).update();
		}
		else if (transition instanceof Transition.Release) {
			statements.bind(LEAVE).text("queued").number(now).uuid(key).update();
		}
		else if (commit.progress()) {
			statements.bind(PROGRESS).uuid(key).update();
		}
	}

}
