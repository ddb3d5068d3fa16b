package dev.workflows.store;

import org.jspecify.annotations.Nullable;

/**
 * A verb to record. Times are given as durations, which the store takes from the
 * database's clock.
 *
 * @since 0.1
 */
public sealed interface StepWrite {

	/**
	 * Returns what it is remembered by.
	 * @return the key
	 */
	StepKey key();

	/**
	 * Returns the order of first start.
	 * @return the sequence number
	 */
	long seq();

	/**
	 * A step has ended for good. Inserted; a row of that key is a conflict.
	 *
	 * @param key the key
	 * @param seq the order of first start
	 * @param options the options in force as JSON
	 * @param startedAt when its first attempt began, epoch ms, if a row says so;
	 * {@code null} if the only attempt is the one that ended it
	 * @param attempt the number of the attempt that ended it
	 * @param attemptMillis how long that attempt took
	 * @param success whether it succeeded
	 * @param output the result as JSON, or {@code null}
	 * @param error the error as JSON, or {@code null}
	 */
	record Ended(StepKey key, long seq, String options, @Nullable Long startedAt, int attempt, long attemptMillis,
			boolean success, @Nullable String output, @Nullable String error) implements StepWrite {
	}

	/**
	 * A sleep begins. Inserted with its deadline; a row of that key is a conflict.
	 *
	 * @param key the key
	 * @param seq the order of first start
	 * @param millis the length from now, or {@code null} if {@code until} is given
	 * @param until the end, epoch ms of the database's clock, or {@code null}
	 */
	record SleepBegun(StepKey key, long seq, @Nullable Long millis, @Nullable Long until) implements StepWrite {
	}

}
