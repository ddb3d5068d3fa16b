package dev.workflows.store;

import org.jspecify.annotations.Nullable;

/**
 * An attempt to record. Attempts are only ever inserted.
 *
 * @since 0.1
 */
public sealed interface AttemptWrite {

	/**
	 * Returns the step.
	 * @return the key
	 */
	StepKey key();

	/**
	 * Returns the order of the step's first start.
	 * @return the sequence number
	 */
	long seq();

	/**
	 * Returns the number of the attempt.
	 * @return the number, from 1
	 */
	int attempt();

	/**
	 * Returns the step's options, if this row is to record them.
	 * @return the options as JSON, or {@code null}
	 */
	@Nullable String options();

	/**
	 * An attempt begins, or has begun a while ago.
	 *
	 * @param key the step
	 * @param seq the order of the step's first start
	 * @param attempt the number
	 * @param options the step's options, or {@code null} if they are recorded
	 * @param sinceMillis how long ago it began
	 */
	record Begun(StepKey key, long seq, int attempt, @Nullable String options,
			long sinceMillis) implements AttemptWrite {
	}

	/**
	 * An attempt has failed.
	 *
	 * @param key the step
	 * @param seq the order of the step's first start
	 * @param attempt the number
	 * @param options the step's options, or {@code null} if they are recorded
	 * @param startedAt when it began, epoch ms, if a row says so
	 * @param tookMillis how long it took, where {@code startedAt} is {@code null}
	 * @param error what it failed with, as JSON
	 * @param retryMillis the time until the next attempt, or {@code null} if there is
	 * none
	 */
	record Failed(StepKey key, long seq, int attempt, @Nullable String options, @Nullable Long startedAt,
			long tookMillis, String error, @Nullable Long retryMillis) implements AttemptWrite {
	}

}
