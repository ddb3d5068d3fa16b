package dev.workflows.store.jdbc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepWrite;
import dev.workflows.store.StoreRejectedException;

/**
 * Commits batches. Where the database refuses the data of one, each is tried again alone,
 * so that it does not fail its neighbours.
 */
final class GroupCommit {

	private final CommitWriter writer;

	GroupCommit(CommitWriter writer) {
		this.writer = writer;
	}

	List<CommitResult> commit(UUID owner, List<Commit> commits, boolean wait) {
		check(commits);
		if (commits.isEmpty()) {
			return List.of();
		}
		try {
			return this.writer.write(owner, commits, wait);
		}
		catch (StoreRejectedException ex) {
			return oneByOne(owner, commits, wait);
		}
	}

	private static void check(List<Commit> commits) {
		Set<UUID> instances = new HashSet<>();
		for (Commit commit : commits) {
			if (!instances.add(commit.instance())) {
				throw new IllegalArgumentException(
						"at most one commit per instance, but two are of " + commit.instance());
			}
			if (commit.step() instanceof StepWrite.SleepBegun sleep
					&& (sleep.millis() == null) == (sleep.until() == null)) {
				throw new IllegalArgumentException("a sleep has either a length or an end");
			}
		}
	}

	private List<CommitResult> oneByOne(UUID owner, List<Commit> commits, boolean wait) {
		List<CommitResult> results = new ArrayList<>();
		for (Commit commit : commits) {
			try {
				results.add(alone(owner, commit, wait));
			}
			catch (StoreUnavailableException ex) {
				if (results.isEmpty()) {
					throw ex;
				}
				// Those before it are durable; the caller repeats all and finds them by
				// their tokens.
				throw new StoreUnavailableException(Applied.UNKNOWN,
						"could not commit all of a batch, as the database failed in between", ex);
			}
		}
		return results;
	}

	private CommitResult alone(UUID owner, Commit commit, boolean wait) {
		try {
			return this.writer.write(owner, List.of(commit), wait).get(0);
		}
		catch (StoreRejectedException ex) {
			return new CommitResult.Rejected(String.valueOf(ex.getMessage()));
		}
	}

}
