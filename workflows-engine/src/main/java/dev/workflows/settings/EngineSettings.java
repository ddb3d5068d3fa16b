package dev.workflows.settings;

import java.time.Duration;

import dev.workflows.WorkflowValidationException;

/**
 * The pace of an engine.
 *
 * @param workers how many instances run at once on this node, 1 to 100,000
 * @param pollInterval how often to look for due instances that nobody has signalled, 10
 * ms to 5 min
 * @param lease how long a node is believed to live without a sign, 1 s to 1 h; it is
 * renewed every third of it
 * @param shutdownGrace how long a stop waits for steps that are running
 * @param interruptGrace how long a body that has run out of time may take to end after it
 * is interrupted, before its thread is given up
 * @param showRunningAfter how long a body runs before it is shown as running
 * @param crashLimit how many crashes in a row, without progress in between, park an
 * instance, 1 to 100
 * @param limits what one instance may use
 * @param steps what a step's options are where they say nothing
 * @since 0.1
 */
public record EngineSettings(int workers, Duration pollInterval, Duration lease, Duration shutdownGrace,
		Duration interruptGrace, Duration showRunningAfter, int crashLimit, Limits limits, StepDefaults steps) {

	public EngineSettings {
		require(workers >= 1 && workers <= 100_000, "WF-3203", "workers", "1 to 100000", workers);
		requireBetween(Duration.ofMillis(10), pollInterval, Duration.ofMinutes(5), "WF-3202", "poll-interval");
		requireBetween(Duration.ofSeconds(1), lease, Duration.ofHours(1), "WF-3201", "lease");
		requireBetween(Duration.ZERO, shutdownGrace, Duration.ofHours(1), "WF-3207", "shutdown-grace");
		requireBetween(Duration.ofMillis(1), interruptGrace, Duration.ofHours(1), "WF-3208", "interrupt-grace");
		requireBetween(Duration.ofMillis(10), showRunningAfter, Duration.ofHours(1), "WF-3209", "show-running-after");
		require(crashLimit >= 1 && crashLimit <= 100, "WF-3210", "crash-limit", "1 to 100", crashLimit);
	}

	/**
	 * The default settings.
	 * @param workers how many instances run at once
	 * @return the settings
	 */
	public static EngineSettings defaults(int workers) {
		return new EngineSettings(workers, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(20),
				Duration.ofSeconds(5), Duration.ofSeconds(1), 5, Limits.defaults(), StepDefaults.defaults());
	}

	private static void requireBetween(Duration least, Duration value, Duration most, String code, String field) {
		require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, code, field, least + " to " + most, value);
	}

	private static void require(boolean holds, String code, String field, String rule, Object value) {
		if (!holds) {
			throw new WorkflowValidationException(code,
					"workflows." + field + " must be " + rule + ", but is " + value);
		}
	}

}
