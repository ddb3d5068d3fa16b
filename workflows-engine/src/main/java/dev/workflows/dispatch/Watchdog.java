package dev.workflows.dispatch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.workflows.execution.ActiveRun;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that looks after bodies that run long: it shows them, interrupts them when
 * their time is over, and gives them up when they do not listen.
 */
final class Watchdog {

	private static final Logger logger = LoggerFactory.getLogger(Watchdog.class);

	private final Machine machine;

	private final Runs runs;

	private final Predicate<ActiveRun> watch;

	private final Consumer<Runs.Run> abandon;

	private final EngineThreads.Signal wake;

	private final EngineThreads.Task thread;

	private final AtomicLong next = new AtomicLong(Long.MAX_VALUE);

	private volatile boolean stopping;

	Watchdog(Machine machine, Runs runs, Predicate<ActiveRun> watch, Consumer<Runs.Run> abandon) {
		this.machine = machine;
		this.runs = runs;
		this.watch = watch;
		this.abandon = abandon;
		this.wake = machine.threads().newSignal();
		this.thread = machine.threads().start("workflows-watchdog", EngineThreads.Kind.SERVICE, this::loop);
	}

	/**
	 * Asks for a look at a time. Called before every body, so the common case, a look
	 * that comes earlier anyway, is one read.
	 */
	void at(long nanos) {
		if (nanos < this.next.get() && this.next.accumulateAndGet(nanos, Math::min) == nanos) {
			this.wake.raise();
		}
	}

	void stop(long nanos) {
		this.stopping = true;
		this.wake.raise();
		this.thread.join(nanos);
	}

	private void loop() {
		while (!this.stopping) {
			try {
				long until = this.next.get();
				long left = (until == Long.MAX_VALUE) ? until : until - this.machine.clock().nanoTime();
				if (left > 0) {
					this.wake.await(left);
				}
				else {
					look();
				}
			}
			catch (Throwable ex) {
				logger.error("The watchdog met an error and goes on", ex);
				at(this.machine.clock().nanoTime() + 1_000_000_000L);
				this.wake.await(100_000_000L);
			}
		}
	}

	private void look() {
		this.next.set(Long.MAX_VALUE);
		long now = this.machine.clock().nanoTime();
		for (Runs.Run run : this.runs.all()) {
			if (run.active().nextWatchNanos() <= now && this.watch.test(run.active())) {
				this.abandon.accept(run);
			}
			at(run.active().nextWatchNanos());
		}
	}

}
