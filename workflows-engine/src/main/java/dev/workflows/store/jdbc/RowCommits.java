package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.store.Transition;
import org.jspecify.annotations.Nullable;

/**
 * Writes commits in one transaction, for databases in this process. Whoever writes a step
 * or an attempt holds the lock of the instance's row, so what is seen under that lock
 * stays so.
 * <p>
 * At first it hopes that nothing is recorded in their place: then all rows are locked by
 * one query and the writes go as batches. If the database refuses one, all is undone and
 * done again row by row, so that each commit learns its own fate.
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

	private final RowRecords freshRecords;

	private final String heads;

	RowCommits(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
		this.records = new RowRecords(dialect.ignoreDuplicate(), dialect);
		this.freshRecords = new RowRecords("", dialect);
		this.heads = "select instance_key, " + Head.COLUMNS + " from workflow_instance where instance_key"
				+ dialect.anyOf() + dialect.skipLocked();
	}

	@Override
	public List<CommitResult> write(UUID owner, List<Commit> commits, boolean wait) {
		if (!wait && commits.size() > 1) {
			try {
				return this.connections.transaction("commit", (statements) -> writeAtOnce(statements, owner, commits));
			}
			catch (StoreRejectedException ex) {
				// Something is in the way of one of them, or is wrong with it.
			}
		}
		return this.connections.transaction("commit", (statements) -> {
			long now = statements.now();
			CommitResult[] results = new CommitResult[commits.size()];
			for (int i : order(commits, wait)) {
				results[i] = write(statements, owner, commits.get(i), wait, now);
			}
			return List.of(results);
		});
	}

	private List<CommitResult> writeAtOnce(Statements statements, UUID owner, List<Commit> commits)
			throws SQLException {
		long now = statements.now();
		Map<UUID, Head> heads = heads(statements, commits);
		List<CommitResult> results = new ArrayList<>();
		try (Statements queue = statements.queue()) {
			for (Commit commit : commits) {
				Head locked = heads.get(commit.instance());
				results.add((locked != null && locked.isHeldBy(owner, commit.fence()))
						? Objects.requireNonNull(apply(queue, this.freshRecords, commit, locked, now))
						: refuse(statements, owner, commit, locked, now));
			}
			queue.flush();
		}
		return results;
	}

	private Map<UUID, Head> heads(Statements statements, List<Commit> commits) throws SQLException {
		Map<UUID, Head> heads = new HashMap<>();
		List<UUID> keys = commits.stream().map(Commit::instance).toList();
		try (ResultSet row = statements.bind(this.heads).uuids(keys).query()) {
			while (row.next()) {
				heads.put(Rows.uuid(row, 1), Head.read(row, 2));
			}
		}
		return heads;
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
			return refuse(statements, owner, commit, locked, now);
		}
		if (commit.step() != null && commit.attempt() != null) {
			StepRow existing = this.records.existing(statements, commit);
			if (existing != null) {
				return Verdict.of(owner, commit, true, now, locked, existing);
			}
		}
		CommitResult applied = apply(statements, this.records, commit, locked, now);
		return (applied != null) ? applied
				: Verdict.of(owner, commit, true, now, locked, this.records.existing(statements, commit));
	}

	private CommitResult refuse(Statements statements, UUID owner, Commit commit, @Nullable Head locked, long now)
			throws SQLException {
		Head head = (locked != null) ? locked : head(statements, commit, "");
		return Verdict.of(owner, commit, locked != null, now, head, this.records.existing(statements, commit));
	}

	/** Returns {@code null} if something is in the way. */
	private static @Nullable CommitResult apply(Statements statements, RowRecords records, Commit commit, Head locked,
			long now) throws SQLException {
		long active = now - locked.pausedTotal();
		if (!records.insert(statements, commit, now, active)) {
			return null;
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
