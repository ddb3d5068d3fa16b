package dev.workflows.execution;

import dev.workflows.ErrorDetail;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.StepWrite;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a run that has been closed before its code has ended.
 */
sealed interface Ending {

	/**
	 * The instance waits.
	 *
	 * @param step the sleep to record, or {@code null}
	 * @param attempt the failed attempt to record, or {@code null}
	 * @param dueAt the stored deadline that is waited for, if nothing is to be recorded
	 */
	record Suspend(@Nullable StepWrite step, @Nullable AttemptWrite attempt, @Nullable Long dueAt) implements Ending {
	}

	/**
	 * The instance goes on elsewhere, at once.
	 *
	 * @param step the step to record, or {@code null}
	 * @param attempt the failed attempt to record, or {@code null}
	 */
	record Release(@Nullable StepWrite step, @Nullable AttemptWrite attempt) implements Ending {
	}

	/**
	 * The instance is parked, or cannot go on.
	 *
	 * @param error why
	 */
	record Park(ErrorDetail error) implements Ending {
	}

	/** The instance is not ours any more. */
	record Lost() implements Ending {
	}

	/** The thread was given up; the outcome is recorded by another. */
	record Abandoned() implements Ending {
	}

}
