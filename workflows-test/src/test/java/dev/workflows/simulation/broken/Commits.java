package dev.workflows.simulation.broken;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.workflows.simulation.cluster.ForwardingStore;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.Transition;
import dev.workflows.store.WorkflowStore;
import org.jspecify.annotations.Nullable;

/**
 * Ways to change commits and their answers.
 */
final class Commits {

	private Commits() {
	}

	static Commit under(Commit commit, long fence) {
		return new Commit(commit.instance(), fence, commit.token(), commit.step(), commit.attempt(), commit.finished(),
				commit.transition(), commit.signalSeen(), commit.progress());
	}

	static Commit havingSeenEverything(Commit commit) {
		return new Commit(commit.instance(), commit.fence(), commit.token(), commit.step(), commit.attempt(),
				commit.finished(), commit.transition(), Long.MAX_VALUE, commit.progress());
	}

	/** A commit that forgets the failed attempt, but not to wait for the next one. */
	static Commit withoutFailure(Commit commit, long now) {
		if (!(commit.attempt() instanceof AttemptWrite.Failed failed)) {
			return commit;
		}
		boolean waits = commit.transition() instanceof Transition.Suspend suspend && suspend.dueAt() == null;
		Transition transition = (waits && failed.retryMillis() != null)
				? new Transition.Suspend(now + failed.retryMillis()) : commit.transition();
		return new Commit(commit.instance(), commit.fence(), commit.token(), commit.step(), null, commit.finished(),
				transition, commit.signalSeen(), commit.progress());
	}

	/** A store that is given other commits. */
	static WorkflowStore changed(WorkflowStore store, UnaryOperator<Commit> change) {
		return new ForwardingStore(store) {

			@Override
			public List<CommitResult> commit(UUID owner, List<Commit> commits, boolean wait) {
				return super.commit(owner, commits.stream().map(change).toList(), wait);
			}

		};
	}

	/** A store that gives other answers to commits. */
	static WorkflowStore answered(WorkflowStore store, UnaryOperator<CommitResult> change) {
		return new ForwardingStore(store) {

			@Override
			public List<CommitResult> commit(UUID owner, List<Commit> commits, boolean wait) {
				return super.commit(owner, commits, wait).stream().map(change).toList();
			}

		};
	}

	static boolean isRefused(@Nullable CommitResult result) {
		return result instanceof CommitResult.LostOwnership || result instanceof CommitResult.Conflict;
	}

}
