package dev.workflows.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.workflows.dispatch.Duty;

/**
 * Does the engine's duties, each as often as it asks.
 */
final class DutyDriver implements AutoCloseable {

	private final ScheduledThreadPoolExecutor executor;

	DutyDriver(List<Duty> duties) {
		this.executor = new ScheduledThreadPoolExecutor(Math.max(1, duties.size()));
		duties.forEach((duty) -> schedule(duty, Duration.ZERO));
	}

	private void schedule(Duty duty, Duration delay) {
		try {
			this.executor.schedule(() -> schedule(duty, duty.run()), delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// closed meanwhile
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
