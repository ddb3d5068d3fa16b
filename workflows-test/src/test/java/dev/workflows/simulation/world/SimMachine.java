package dev.workflows.simulation.world;

import java.util.SplittableRandom;
import java.util.UUID;

import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineIds;
import dev.workflows.runtime.EngineThreads;

/**
 * The machine under one engine: the world's time from an origin of its own, a wall clock
 * that is wrong by its own amount, the world's threads, and chance from a number.
 */
public final class SimMachine implements EngineClock, EngineThreads, EngineIds {

	private final World world;

	private final SimProcess process;

	private final SplittableRandom random;

	private final boolean virtual;

	private final long origin;

	private final long skewMillis;

	private long stamp;

	public SimMachine(World world, SimProcess process, SplittableRandom random, boolean virtual) {
		this.world = world;
		this.process = process;
		this.random = random;
		this.virtual = virtual;
		// The origin of a monotonic clock may lie in the future.
		this.origin = random.nextLong(-(1L << 50), 1L << 50);
		this.skewMillis = random.nextLong(-3_600_000, 3_600_001);
	}

	public SimProcess processOf() {
		return this.process;
	}

	public long skewMillis() {
		return this.skewMillis;
	}

	@Override
	public long nanoTime() {
		return this.origin + this.world.nanos();
	}

	@Override
	public long wallMillis() {
		return this.world.millis() + this.skewMillis;
	}

	@Override
	public Task start(String name, Kind kind, Runnable task) {
		SimTask started = this.world.start(this.process, name, task);
		this.world.yield();
		return new Handle(started);
	}

	@Override
	public Signal newSignal() {
		return new SimSignal(this.world);
	}

	@Override
	public Object current() {
		return this.world.current();
	}

	@Override
	public boolean parksForFree() {
		return this.virtual;
	}

	@Override
	public UUID next() {
		this.stamp = Math.max(this.stamp + 1, wallMillis() << 12);
		long high = ((this.stamp >>> 12) << 16) | 0x7000L | (this.stamp & 0xFFFL);
		return new UUID(high, (this.random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
	}

	@Override
	public double chance() {
		return this.random.nextDouble();
	}

	@Override
	public String process() {
		return this.process.name();
	}

	private final class Handle implements Task {

		private final SimTask task;

		Handle(SimTask task) {
			this.task = task;
		}

		@Override
		public void interrupt() {
			this.task.interrupt();
		}

		@Override
		public boolean join(long timeoutNanos) {
			SimMachine.this.world.await(this.task::hasEnded, timeoutNanos);
			return this.task.hasEnded();
		}

	}

}
