package dev.workflows.test.model;

import java.util.Objects;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import dev.workflows.test.model.ModelRow.AttemptKey;
import dev.workflows.test.model.ModelRow.FailedAttempt;
import org.jspecify.annotations.Nullable;

/**
 * Applies one commit to one row: everything is checked first, then everything is written.
 */
final class ModelCommits {

	private final ModelTables tables;

	ModelCommits(ModelTables tables) {
		this.tables = tables;
	}

	/** Refuses a commit that says nothing a database could do. */
	static void check(Commit commit) {
		boolean sleeps = commit.step() instanceof StepWrite.SleepBegun;
		if (commit.step() instanceof StepWrite.SleepBegun sleep
				&& (sleep.millis() == null) == (sleep.until() == null)) {
			throw new IllegalArgumentException("a sleep has either a length or an end");
		}
		boolean retries = commit.attempt() instanceof AttemptWrite.Failed failed && failed.retryMillis() != null;
		if (commit.transition() instanceof Transition.Suspend suspend && suspend.dueAt() == null && !sleeps
				&& !retries) {
			throw new IllegalArgumentException("a suspend has a deadline");
		}
	}

	CommitResult apply(UUID owner, Commit commit, long now) {
		ModelRow row = this.tables.instances.get(commit.instance());
		if (row == null) {
			return new CommitResult.LostOwnership();
		}
		if (!row.isHeldBy(owner, commit.fence())) {
			return wasReleasedBy(commit, row) ? already(commit, row, now) : new CommitResult.LostOwnership();
		}
		if (this.tables.isLocked(row.key())) {
			return new CommitResult.Busy();
		}
		StepRow existing = existing(commit, row);
		if (existing != null) {
			return existing.token().equals(commit.token()) ? already(commit, row, now)
					: new CommitResult.Conflict(existing);
		}
		return write(owner, commit, row, now);
	}

	/**
	 * Whether the row is as an earlier try of the same commit has left it: nobody else
	 * gives up ownership without raising the fence.
	 */
	private static boolean wasReleasedBy(Commit commit, ModelRow row) {
		if (row.owner != null || row.fence != commit.fence() || commit.transition() instanceof Transition.Stay) {
			return false;
		}
		boolean records = commit.step() != null || commit.attempt() instanceof AttemptWrite.Failed;
		StepRow existing = existing(commit, row);
		return !records || (existing != null && existing.token().equals(commit.token()));
	}

	private static CommitResult already(Commit commit, ModelRow row, long now) {
		StepRow existing = existing(commit, row);
		return new CommitResult.AlreadyApplied(now, (existing != null) ? existing.deadline() : null, row.signal);
	}

	/** Returns what is in the way of the commit's inserts. */
	private static @Nullable StepRow existing(Commit commit, ModelRow row) {
		if (commit.step() != null) {
			StepRow step = row.steps.get(commit.step().key());
			if (step != null) {
				return step;
			}
		}
		if (commit.attempt() instanceof AttemptWrite.Failed failed) {
			FailedAttempt attempt = row.failed.get(new AttemptKey(failed.key(), failed.attempt()));
			return (attempt != null) ? asStep(attempt) : null;
		}
		return null;
	}

	/** Shows a failed attempt as its step, which is still open. */
	private static StepRow asStep(FailedAttempt attempt) {
		AttemptRow row = attempt.row();
		return new StepRow(row.key(), row.seq(), row.options(), row.startedAt(), null, null, row.retryAt(), null,
				row.error(), row.attempt(), row.startedAt(), attempt.fence(), attempt.token());
	}

	private CommitResult write(UUID owner, Commit commit, ModelRow row, long now) {
		InstanceStatus before = row.status();
		Long deadline = null;
		if (commit.step() != null) {
			StepRow step = step(commit, commit.step(), row.pausedTotal, now);
			row.steps.put(step.key(), step);
			deadline = step.deadline();
		}
		if (commit.attempt() instanceof AttemptWrite.Begun begun) {
			row.begun.putIfAbsent(new AttemptKey(begun.key(), begun.attempt()), begun(begun, now));
		}
		else if (commit.attempt() instanceof AttemptWrite.Failed failed) {
			AttemptRow attempt = failed(failed, row.pausedTotal, now);
			row.failed.put(new AttemptKey(failed.key(), failed.attempt()),
					new FailedAttempt(attempt, commit.fence(), commit.token()));
			deadline = (deadline != null) ? deadline : attempt.retryAt();
		}
		commit.finished().forEach((key) -> row.steps.computeIfPresent(key, (ignored, sleep) -> ended(sleep, now)));
		transition(commit, row, deadline, now);
		this.tables.log.add(new Applied(now, Applied.What.COMMIT, owner, row.key(), row.run, row.fence, row.fence,
				before, row.status(), stepOf(commit), row.dueAt, commit));
		return new CommitResult.Applied(now, deadline, row.signal);
	}

	private static StepRow step(Commit commit, StepWrite write, long pausedTotal, long now) {
		if (write instanceof StepWrite.Ended ended) {
			long attemptStartedAt = now - ended.attemptMillis();
			long startedAt = (ended.startedAt() != null) ? ended.startedAt() : attemptStartedAt;
			return new StepRow(ended.key(), ended.seq(), ended.options(), startedAt, now, ended.success(), null,
					ended.output(), ended.error(), ended.attempt(), attemptStartedAt, commit.fence(), commit.token());
		}
		StepWrite.SleepBegun sleep = (StepWrite.SleepBegun) write;
		return new StepRow(sleep.key(), sleep.seq(), null, now, null, null, endOf(sleep, now) - pausedTotal, null, null,
				0, null, commit.fence(), commit.token());
	}

	private static long endOf(StepWrite.SleepBegun sleep, long now) {
		return (sleep.millis() != null) ? now + sleep.millis() : Objects.requireNonNull(sleep.until());
	}

	private static AttemptRow begun(AttemptWrite.Begun begun, long now) {
		return new AttemptRow(begun.key(), begun.seq(), begun.attempt(), begun.options(), now - begun.sinceMillis(),
				null, null, null);
	}

	private static AttemptRow failed(AttemptWrite.Failed failed, long pausedTotal, long now) {
		long startedAt = (failed.startedAt() != null) ? failed.startedAt() : now - failed.tookMillis();
		Long retryAt = (failed.retryMillis() != null) ? (Long) (now + failed.retryMillis() - pausedTotal) : null;
		return new AttemptRow(failed.key(), failed.seq(), failed.attempt(), failed.options(), startedAt, now,
				failed.error(), retryAt);
	}

	private static StepRow ended(StepRow sleep, long now) {
		if (sleep.endedAt() != null) {
			return sleep;
		}
		return new StepRow(sleep.key(), sleep.seq(), sleep.options(), sleep.startedAt(), now, true, sleep.deadline(),
				sleep.output(), sleep.error(), sleep.attempts(), sleep.attemptStartedAt(), sleep.fence(),
				sleep.token());
	}

	private static void transition(Commit commit, ModelRow row, @Nullable Long recorded, long now) {
		Transition transition = commit.transition();
		if (transition instanceof Transition.Suspend suspend) {
			row.leave(InstanceStatus.WAITING, wakeUp(commit, suspend, row, recorded, now));
		}
		else if (transition instanceof Transition.Complete complete) {
			row.output = complete.output();
			row.endedAt = now;
			row.leave(InstanceStatus.COMPLETE, null);
		}
		else if (transition instanceof Transition.Fail fail) {
			row.error = fail.error();
			row.endedAt = now;
			row.leave(InstanceStatus.ERRORED, null);
		}
		else if (transition instanceof Transition.Release) {
			row.leave(InstanceStatus.QUEUED, now);
		}
		else if (commit.progress()) {
			row.crashCount = 0;
		}
	}

	private static long wakeUp(Commit commit, Transition.Suspend suspend, ModelRow row, @Nullable Long recorded,
			long now) {
		Long deadline = (recorded != null) ? recorded : suspend.dueAt();
		return (row.signal > commit.signalSeen()) ? now : Objects.requireNonNull(deadline) + row.pausedTotal;
	}

	private static @Nullable StepKey stepOf(Commit commit) {
		if (commit.step() != null) {
			return commit.step().key();
		}
		return (commit.attempt() instanceof AttemptWrite.Failed failed) ? failed.key() : null;
	}

}
