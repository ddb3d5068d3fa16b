package dev.workflows.runtime;

/**
 * The machine's time. Only durations and log lines come from here: whatever decides
 * ownership or due-ness is compared by the database's clock.
 *
 * @since 0.1
 */
public interface EngineClock {

	/**
	 * Returns the monotonic time.
	 * @return nanoseconds from an arbitrary origin
	 */
	long nanoTime();

	/**
	 * Returns the wall clock, for log lines and never for a decision.
	 * @return epoch milliseconds
	 */
	long wallMillis();

}
