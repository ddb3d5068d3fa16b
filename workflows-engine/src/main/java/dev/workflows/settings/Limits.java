package dev.workflows.settings;

import java.time.Duration;

import dev.workflows.WorkflowValidationException;

/**
 * What one instance may use. The defaults are those of Cloudflare Workflows.
 *
 * @param steps recorded steps per run, 1 to 25,000; sleeps do not count
 * @param payloadBytes UTF-8 bytes of parameters, of one step's result and of the
 * instance's result
 * @param eventBytes UTF-8 bytes of an event's payload
 * @param stateBytes UTF-8 bytes of all recorded results of a run together
 * @param sleep the longest sleep
 * @param retries the most retries of a step, 0 to 10,000
 * @param batch the most instances in one batch
 * @since 0.1
 */
public record Limits(int steps, int payloadBytes, int eventBytes, long stateBytes, Duration sleep, int retries,
		int batch) {

	public Limits {
		require(steps >= 1 && steps <= 25_000, "steps", "1 to 25000", steps);
		require(payloadBytes >= 1 && payloadBytes <= 1 << 20, "payload", "1 B to 1 MB", payloadBytes);
		require(eventBytes >= 1 && eventBytes <= 1 << 20, "event", "1 B to 1 MB", eventBytes);
		require(stateBytes >= 1 && stateBytes <= 1L << 30, "state", "1 B to 1 GB", stateBytes);
		require(!sleep.isNegative() && !sleep.isZero() && sleep.compareTo(Duration.ofDays(365)) <= 0, "sleep",
				"more than 0 and at most 365 days", sleep);
		require(retries >= 0 && retries <= 10_000, "retries", "0 to 10000", retries);
		require(batch >= 1 && batch <= 100, "batch", "1 to 100", batch);
	}

	/**
	 * The default limits: 10,000 steps, 1 MiB per payload and event, 100 MiB of state,
	 * 365 days of sleep, 10,000 retries, batches of 100.
	 * @return the limits
	 */
	public static Limits defaults() {
		return new Limits(10_000, 1 << 20, 1 << 20, 100L << 20, Duration.ofDays(365), 10_000, 100);
	}

	private static void require(boolean holds, String field, String rule, Object value) {
		if (!holds) {
			throw new WorkflowValidationException("WF-3205",
					"workflows.limits." + field + " must be " + rule + ", but is " + value);
		}
	}

}
