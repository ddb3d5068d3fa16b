package dev.workflows.execution;

import java.util.function.Supplier;

import dev.workflows.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * Executes a piece of application code that must end in time, on the run's own thread,
 * with the window for interrupts open.
 */
final class UserCode {

	private final ActiveRun run;

	private final long timeoutNanos;

	UserCode(ActiveRun run, long timeoutMillis) {
		this.run = run;
		this.timeoutNanos = (timeoutMillis > Long.MAX_VALUE / 2_000_000) ? Long.MAX_VALUE / 2
				: timeoutMillis * 1_000_000;
	}

	/**
	 * Executes the code.
	 * @param body the code
	 * @param context what {@code context()} answers, or {@code null} if it is refused
	 * @param show shows the code as running once it has run for a moment, or {@code null}
	 * @param abandonment what becomes of the run if the code never ends
	 * @return how it ended; late means that nothing of it counts
	 * @throws SuspendSignal if the run was closed meanwhile
	 */
	Outcome execute(Body body, @Nullable StepContext context, @Nullable Runnable show, Supplier<Ending> abandonment) {
		ExecutionServices services = this.run.services();
		long start = services.clock().nanoTime();
		Watch watch = new Watch(start + this.timeoutNanos, start + services.settings().showRunningAfter().toNanos(),
				services.settings().interruptGrace().toNanos(), show, abandonment);
		this.run.watch(watch);
		services.node().watchAt(watch.nextNanos());
		Outcome outcome = inWindow(body, context, watch, start);
		if (!watch.end()) {
			this.run.leave(new Ending.Abandoned());
		}
		this.run.watch(null);
		if (this.run.ending() != null) {
			this.run.checkpoint();
		}
		return outcome;
	}

	private Outcome inWindow(Body body, @Nullable StepContext context, Watch watch, long start) {
		Object value = null;
		Throwable error = null;
		this.run.userCode(true, context);
		watch.inside(this.run.window().enter());
		try {
			value = body.call();
		}
		catch (Throwable ex) {
			error = ex;
		}
		finally {
			this.run.window().leave();
			this.run.userCode(false, null);
		}
		long nanos = this.run.services().clock().nanoTime() - start;
		return new Outcome(value, error, nanos, nanos >= this.timeoutNanos);
	}

	/**
	 * A piece of application code.
	 */
	@FunctionalInterface
	interface Body {

		@Nullable Object call() throws Exception;

	}

	/**
	 * How the code ended.
	 *
	 * @param value what it answered
	 * @param error what it threw, or {@code null}
	 * @param nanos how long it took
	 * @param late whether its time was over before
	 */
	record Outcome(@Nullable Object value, @Nullable Throwable error, long nanos, boolean late) {

		long millis() {
			return this.nanos / 1_000_000;
		}

	}

}
