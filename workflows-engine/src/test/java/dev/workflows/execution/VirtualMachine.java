package dev.workflows.execution;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineIds;
import dev.workflows.runtime.EngineThreads;

/**
 * Time that passes only when somebody waits, threads that are those of the test.
 */
class VirtualMachine implements EngineClock, EngineThreads, EngineIds {

	final AtomicLong nanos = new AtomicLong(1_000_000_000L);

	private final AtomicLong ids = new AtomicLong();

	boolean parksForFree = true;

	double chance = 0.5;

	/** Called when somebody waits; the wait then lasts its whole time. */
	Runnable onWait = () -> {
	};

	void advanceMillis(long millis) {
		this.nanos.addAndGet(millis * 1_000_000);
	}

	@Override
	public long nanoTime() {
		return this.nanos.get();
	}

	@Override
	public long wallMillis() {
		return this.nanos.get() / 1_000_000;
	}

	@Override
	public UUID next() {
		return new UUID(7, this.ids.incrementAndGet());
	}

	@Override
	public double chance() {
		return this.chance;
	}

	@Override
	public String process() {
		return "test";
	}

	@Override
	public Task start(String name, Kind kind, Runnable task) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Object current() {
		return Thread.currentThread();
	}

	@Override
	public boolean parksForFree() {
		return this.parksForFree;
	}

	@Override
	public Signal newSignal() {
		return new VirtualSignal();
	}

	private final class VirtualSignal implements Signal {

		private volatile boolean raised;

		@Override
		public void raise() {
			this.raised = true;
		}

		@Override
		public boolean await(long wait) {
			VirtualMachine.this.onWait.run();
			boolean was = this.raised;
			this.raised = false;
			if (!was) {
				VirtualMachine.this.nanos.addAndGet(wait);
			}
			return was;
		}

	}

}
