package dev.workflows;

import java.time.Duration;

/**
 * Decides the delay before the next attempt from what went wrong. Its result gets the
 * back-off, the jitter and the cap of the options. If it throws, answers {@code null} or
 * a negative duration, or needs more than 5 seconds, the step fails for good.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RetryDelay {

	/**
	 * Returns the delay.
	 * @param attempt the number of the attempt that failed, from 1
	 * @param error what it failed with
	 * @return the delay, 0 to 365 days
	 */
	Duration delayAfter(int attempt, Throwable error);

}
