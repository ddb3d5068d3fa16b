package dev.workflows.simulation.work;

import java.time.Duration;

import dev.workflows.StepKind;
import dev.workflows.StepOptions;
import dev.workflows.store.StepKey;

/**
 * One verb of a scripted workflow.
 *
 * @param kind what it does
 * @param key what it is remembered by
 * @param failures how many attempts fail, or run too long
 * @param millis how long it waits or works
 * @param delay the delay between attempts, ms
 */
public record Op(Kind kind, StepKey key, int failures, long millis, long delay) {

	static final long TIMEOUT = 1_500;

	/** Attempts beyond those that the script lets fail: a crash may cost one. */
	static final int SPARE = 12;

	boolean isSleep() {
		return this.kind.verb == StepKind.SLEEP;
	}

	StepOptions options() {
		StepOptions options = StepOptions.retries(limit()).delay(Duration.ofMillis(this.delay)).constant();
		return (this.kind == Kind.OVERTIME || this.kind == Kind.DEAF) ? options.timeout(Duration.ofMillis(TIMEOUT))
				: options;
	}

	/** How many times it is tried again at most. */
	public int limit() {
		return (this.kind == Kind.CAUGHT || this.kind == Kind.FATAL) ? this.failures - 1 : this.failures + SPARE;
	}

	/** Whether the script wants an attempt to fail. */
	public boolean fails(int attempt) {
		return attempt <= this.failures;
	}

	/** How long it takes without any trouble, ms. */
	long totalMillis() {
		long attempt = (this.kind == Kind.OVERTIME || this.kind == Kind.DEAF) ? 2 * TIMEOUT + this.millis : this.millis;
		return (attempt + this.delay) * (this.failures + 1);
	}

	/**
	 * What a verb does.
	 */
	public enum Kind {

		/** A step that succeeds. */
		STEP(StepKind.RUN),
		/** A step that fails some times. */
		FLAKY(StepKind.RUN),
		/** A step that fails for good; the workflow catches it. */
		CAUGHT(StepKind.RUN),
		/** A step that fails for good, and the instance with it. */
		FATAL(StepKind.RUN),
		/** A step that takes longer than a lease. */
		LONG(StepKind.RUN),
		/** A step that runs over its time and listens to interrupts. */
		OVERTIME(StepKind.RUN),
		/** A step that runs over its time and does not listen. */
		DEAF(StepKind.RUN),
		/** A sleep. */
		SLEEP(StepKind.SLEEP),
		/** A sleep until a time. */
		SLEEP_UNTIL(StepKind.SLEEP),
		/** A sleep whose end is caught by a workflow that catches everything. */
		SWALLOWED(StepKind.SLEEP);

		private final StepKind verb;

		Kind(StepKind verb) {
			this.verb = verb;
		}

		public StepKind verb() {
			return this.verb;
		}

	}

}
