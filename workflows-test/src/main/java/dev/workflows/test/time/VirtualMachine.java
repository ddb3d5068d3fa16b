package dev.workflows.test.time;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineIds;
import dev.workflows.runtime.EngineThreads;
import org.jspecify.annotations.Nullable;

/**
 * A machine whose clock is a {@link VirtualTime}, and that can be killed: from then on
 * whatever its threads do with the engine ends them, as a process that is gone.
 *
 * @since 0.1
 */
public final class VirtualMachine implements EngineClock, EngineThreads, EngineIds {

	private final VirtualTime time;

	private final String process;

	private final SplittableRandom random;

	private final Executor executor;

	private final AtomicLong counter = new AtomicLong();

	private final ThreadLocal<Boolean> managed = new ThreadLocal<>();

	/** Weak, as every commit makes a flag of its own. */
	private final Map<VirtualTime.Flag, Boolean> flags = new WeakHashMap<>();

	private final ReentrantLock lock = new ReentrantLock();

	private volatile boolean killed;

	/**
	 * Creates a machine.
	 * @param time the clock that it shares with others
	 * @param process what tells its process from others
	 * @param seed the seed of identities and chance
	 */
	public VirtualMachine(VirtualTime time, String process, long seed) {
		this(time, process, seed, VirtualMachine::startThread);
	}

	/**
	 * Creates a machine that takes its threads from elsewhere, for many machines that
	 * live shortly.
	 * @param time the clock that it shares with others
	 * @param process what tells its process from others
	 * @param seed the seed of identities and chance
	 * @param executor runs each task at once, on a thread that no other task uses
	 * meanwhile
	 */
	public VirtualMachine(VirtualTime time, String process, long seed, Executor executor) {
		this.time = time;
		this.process = process;
		this.random = new SplittableRandom(seed);
		this.executor = executor;
	}

	private static void startThread(Runnable task) {
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Ends all of the machine's threads at their next wait, for good.
	 */
	public void kill() {
		this.killed = true;
		this.lock.lock();
		try {
			this.time.kill(this.flags.keySet());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns whether the machine was killed.
	 * @return whether it was
	 */
	public boolean isKilled() {
		return this.killed;
	}

	/**
	 * Ends the calling thread if it is one of this machine's and the machine was killed.
	 */
	public void check() {
		if (this.killed && this.managed.get() != null) {
			throw new KilledError();
		}
	}

	@Override
	public long nanoTime() {
		return this.time.nanoTime();
	}

	@Override
	public long wallMillis() {
		return this.time.getAsLong();
	}

	@Override
	public UUID next() {
		long low = (draw(SplittableRandom::nextLong) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
		long stamp = (wallMillis() << 12) + this.counter.incrementAndGet();
		return new UUID(((stamp >>> 12) << 16) | 0x7000L | (stamp & 0xFFFL), low);
	}

	@Override
	public double chance() {
		return draw(SplittableRandom::nextDouble);
	}

	private <T> T draw(Function<SplittableRandom, T> what) {
		this.lock.lock();
		try {
			return what.apply(this.random);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public String process() {
		return this.process;
	}

	@Override
	public boolean parksForFree() {
		return true;
	}

	@Override
	public Task start(String name, Kind kind, Runnable task) {
		check();
		VirtualTask handle = new VirtualTask();
		this.time.began();
		this.executor.execute(() -> run(name, task, handle));
		return handle;
	}

	private void run(String name, Runnable task, VirtualTask handle) {
		Thread thread = Thread.currentThread();
		String before = thread.getName();
		thread.setName(name);
		handle.thread = thread;
		this.managed.set(true);
		try {
			task.run();
		}
		catch (KilledError ex) {
			// the end of a thread of a dead process
		}
		finally {
			handle.thread = null;
			this.managed.remove();
			// A pooled thread must not carry the flag to its next task.
			Thread.interrupted();
			thread.setName(before);
			handle.ended.countDown();
			this.time.ended();
		}
	}

	@Override
	public Signal newSignal() {
		VirtualTime.Flag flag = new VirtualTime.Flag();
		this.lock.lock();
		try {
			this.flags.put(flag, true);
		}
		finally {
			this.lock.unlock();
		}
		return new Signal() {

			@Override
			public void raise() {
				VirtualMachine.this.time.raise(flag);
			}

			@Override
			public boolean await(long nanos) {
				check();
				boolean raised = VirtualMachine.this.time.await(flag, nanos, VirtualMachine.this.managed.get() != null);
				check();
				return raised;
			}

		};
	}

	@Override
	public Object current() {
		return Thread.currentThread();
	}

	private final class VirtualTask implements Task {

		private final CountDownLatch ended = new CountDownLatch(1);

		private volatile @Nullable Thread thread;

		@Override
		public void interrupt() {
			Thread running = this.thread;
			if (running != null) {
				running.interrupt();
			}
		}

		@Override
		public boolean join(long timeoutNanos) {
			try {
				// Real time: what is joined has been told to end and needs none of ours.
				return this.ended.await(Math.min(timeoutNanos, TimeUnit.SECONDS.toNanos(30)), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}

	}

	/**
	 * Ends a thread of a dead process.
	 */
	static final class KilledError extends Error {

		KilledError() {
			super("the virtual machine was killed", null, false, false);
		}

	}

}
