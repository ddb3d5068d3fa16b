package dev.workflows.execution;

import dev.workflows.Backoff;

/**
 * How long to wait before the next attempt. Pure, and never overflows.
 */
final class RetryPolicy {

	private RetryPolicy() {
	}

	/**
	 * Computes a delay.
	 * @param base the delay that the back-off starts from, 0 or more
	 * @param backoff how it grows
	 * @param failed how many attempts have failed, from 1
	 * @param cap the longest delay
	 * @return the delay, from 0 to the cap
	 */
	static long delay(long base, Backoff backoff, int failed, long cap) {
		long factor = switch (backoff) {
			case CONSTANT -> 1;
			case LINEAR -> failed;
			case EXPONENTIAL -> (failed <= 62) ? 1L << (failed - 1) : Long.MAX_VALUE;
		};
		return (base > cap / factor) ? cap : base * factor;
	}

	/**
	 * Leaves a share of a delay to chance.
	 * @param delay the delay
	 * @param share the share, 0 to 1
	 * @param chance a number from 0 to 1
	 * @return a delay from {@code delay * (1 - share)} to {@code delay}
	 */
	static long jittered(long delay, double share, double chance) {
		return Math.max(0, Math.min(delay, delay - (long) (delay * share * chance)));
	}

}
