package dev.workflows.execution;

import java.time.Duration;

import dev.workflows.ErrorDetail;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepRow;

/**
 * Whether a wait is spent in memory or gives the thread back, and what a refused record
 * means for the run.
 */
final class Waits {

	/** What a thread of the operating system may be kept for. */
	private static final Duration BRIEF = Duration.ofMillis(20);

	private static final Duration MODERATE = Duration.ofSeconds(1);

	private final ActiveRun run;

	Waits(ActiveRun run) {
		this.run = run;
	}

	boolean isShort(long millis) {
		ExecutionServices services = this.run.services();
		Duration most = services.threads().parksForFree() ? MODERATE : BRIEF;
		Duration poll = services.settings().pollInterval();
		return millis <= ((poll.compareTo(most) < 0) ? poll : most).toMillis();
	}

	/**
	 * Waits for a stored deadline, in memory or by leaving the code.
	 * @param deadline epoch ms in active time
	 */
	void until(long deadline) {
		long left = this.run.journal().millisTo(deadline);
		if (left <= 0) {
			return;
		}
		if (!isShort(left)) {
			throw this.run.leave(new Ending.Suspend(null, null, deadline));
		}
		this.run.park(this.run.journal().nanosOf(deadline));
	}

	/**
	 * Deals with a record that was not applied.
	 * @param result the result
	 * @param what what was to be recorded, for messages
	 * @return what is recorded instead, by this same claim
	 */
	StepRow adopt(CommitResult result, String what) {
		if (result instanceof CommitResult.Conflict conflict
				&& conflict.existing().fence() == this.run.claimed().fence()) {
			return conflict.existing();
		}
		if (result instanceof CommitResult.Rejected rejected) {
			ErrorDetail error = StepFailures.rejected(what, rejected.reason());
			throw this.run.leave(new Ending.Park(error));
		}
		throw this.run.leave(new Ending.Lost());
	}

}
