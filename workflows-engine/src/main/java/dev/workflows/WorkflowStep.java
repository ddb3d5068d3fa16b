package dev.workflows;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The durable verbs of one running instance. A verb is remembered by its kind, its name
 * and the how-manieth use of that name it is; what is recorded is never done again. Only
 * the thread that runs the workflow may use it, and not from within a step's body.
 * <p>
 * A verb that has to wait may leave the workflow's code by an {@link Error} that is not
 * to be caught; catching it changes nothing, as every further verb throws it again.
 *
 * @since 0.1
 */
public interface WorkflowStep {

	/**
	 * Runs a step with the default options and returns its recorded result.
	 * @param <T> the type of the result
	 * @param name the step's name, 1 to 256 characters without control characters
	 * @param call the body, run at least once until a result is recorded
	 * @return the result as it was stored, also on the first run
	 * @throws StepFailedException if the step failed for good
	 * @throws WorkflowValidationException if the name, the options or the type of the
	 * result cannot be used; the body has not run
	 */
	<T extends @Nullable Object> T run(String name, StepCall<T> call);

	/**
	 * Runs a step and returns its recorded result.
	 * @param <T> the type of the result
	 * @param name the step's name, 1 to 256 characters without control characters
	 * @param options what differs from the defaults; those of the first execution win
	 * @param call the body, run at least once until a result is recorded
	 * @return the result as it was stored, also on the first run
	 * @throws StepFailedException if the step failed for good
	 * @throws WorkflowValidationException if the name, the options or the type of the
	 * result cannot be used; the body has not run
	 */
	<T extends @Nullable Object> T run(String name, StepOptions options, StepCall<T> call);

	/**
	 * Runs a step without a result with the default options.
	 * @param name the step's name, 1 to 256 characters without control characters
	 * @param action the body, run at least once until its end is recorded
	 * @throws StepFailedException if the step failed for good
	 * @throws WorkflowValidationException if the name cannot be used
	 */
	void run(String name, StepAction action);

	/**
	 * Runs a step without a result.
	 * @param name the step's name, 1 to 256 characters without control characters
	 * @param options what differs from the defaults; those of the first execution win
	 * @param action the body, run at least once until its end is recorded
	 * @throws StepFailedException if the step failed for good
	 * @throws WorkflowValidationException if the name or the options cannot be used
	 */
	void run(String name, StepOptions options, StepAction action);

	/**
	 * Waits durably. The deadline is stored once, by the database's clock; a long wait
	 * costs a row and no thread.
	 * @param name the name of the sleep
	 * @param duration how long, 0 to 365 days
	 * @throws WorkflowValidationException if the name or the duration cannot be used
	 */
	void sleep(String name, Duration duration);

	/**
	 * Waits durably.
	 * @param name the name of the sleep
	 * @param duration how long, as "3 days", "90s" or "P3D"; 0 to 365 days
	 * @throws WorkflowValidationException if the name or the duration cannot be used
	 */
	void sleep(String name, String duration);

	/**
	 * Waits durably until an instant by the database's clock. An instant in the past is
	 * no wait.
	 * @param name the name of the sleep
	 * @param instant the end of the wait, at most 365 days ahead
	 * @throws WorkflowValidationException if the name or the instant cannot be used
	 */
	void sleepUntil(String name, Instant instant);

	/**
	 * Returns the context of the attempt that is running.
	 * @return the context
	 * @throws IllegalStateException if called outside a step's body
	 */
	StepContext context();

	/**
	 * Returns whether the next verb, as far as is known, will answer from the store.
	 * @return {@code true} as long as there are recorded verbs not yet passed
	 */
	boolean isReplaying();

	/**
	 * Returns a logger that is silent while the instance replays, so that a line between
	 * steps is written once and not on every activation.
	 * @return the logger, named after the workflow's class
	 */
	Logger logger();

}
