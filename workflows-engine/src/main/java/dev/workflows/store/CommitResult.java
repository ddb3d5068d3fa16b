package dev.workflows.store;

import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link Commit}.
 *
 * @since 0.1
 */
public sealed interface CommitResult {

	/**
	 * It is durable.
	 *
	 * @param now the database's time of the commit, epoch ms
	 * @param deadline the deadline that it recorded (a sleep's end, a retry), epoch ms in
	 * active time, or {@code null}
	 * @param signal the row's signal
	 */
	record Applied(long now, @Nullable Long deadline, long signal) implements CommitResult {
	}

	/**
	 * An earlier try of the same commit, whose reply was lost, is durable.
	 *
	 * @param now the database's time of this look, epoch ms
	 * @param deadline as of {@link Applied}
	 * @param signal the row's signal
	 */
	record AlreadyApplied(long now, @Nullable Long deadline, long signal) implements CommitResult {
	}

	/**
	 * The row has another owner or fence, or is gone; nothing was written and the run
	 * must stop.
	 */
	record LostOwnership() implements CommitResult {
	}

	/**
	 * Ownership is right, but the verb is recorded already by another commit; nothing was
	 * written.
	 *
	 * @param existing what is recorded
	 */
	record Conflict(StepRow existing) implements CommitResult {
	}

	/**
	 * Somebody else holds the row's lock, ownership is unchanged as far as can be seen;
	 * nothing was written.
	 */
	record Busy() implements CommitResult {
	}

	/**
	 * The database refuses the data for good; nothing was written.
	 *
	 * @param reason why, without any payload
	 */
	record Rejected(String reason) implements CommitResult {
	}

}
