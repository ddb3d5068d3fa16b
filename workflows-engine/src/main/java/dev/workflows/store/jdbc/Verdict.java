package dev.workflows.store.jdbc;

import java.util.UUID;

import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepRow;
import dev.workflows.store.Transition;
import org.jspecify.annotations.Nullable;

/**
 * Says what has become of a commit that was not applied now.
 */
final class Verdict {

	private Verdict() {
	}

	/**
	 * Decides.
	 * @param owner the node
	 * @param commit the commit
	 * @param locked whether the row could be locked
	 * @param now the database's time, epoch ms
	 * @param head the instance's row, or {@code null} if it is gone
	 * @param existing what is recorded in the commit's place: the step, or else the
	 * failed attempt; {@code null} if nothing is
	 * @return the result
	 */
	static CommitResult of(UUID owner, Commit commit, boolean locked, long now, @Nullable Head head,
			@Nullable StepRow existing) {
		if (head == null) {
			return new CommitResult.LostOwnership();
		}
		boolean own = existing != null && existing.token().equals(commit.token());
		if (head.isHeldBy(owner, commit.fence())) {
			if (!locked || existing == null) {
				return new CommitResult.Busy();
			}
			return own ? already(now, head, existing) : new CommitResult.Conflict(existing);
		}
		if (wasLeft(commit, head) && (own || !records(commit))) {
			return already(now, head, existing);
		}
		return new CommitResult.LostOwnership();
	}

	/** Nobody but the owner gives up a row without raising the fence. */
	private static boolean wasLeft(Commit commit, Head head) {
		return head.owner() == null && head.fence() == commit.fence()
				&& !(commit.transition() instanceof Transition.Stay);
	}

	/** Whether an applied commit leaves a row with its token. */
	private static boolean records(Commit commit) {
		return commit.step() != null || commit.attempt() instanceof AttemptWrite.Failed;
	}

	private static CommitResult already(long now, Head head, @Nullable StepRow existing) {
		return new CommitResult.AlreadyApplied(now, (existing != null) ? existing.deadline() : null, head.signal());
	}

}
