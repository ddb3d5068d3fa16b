package dev.workflows.test.time;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * A clock that goes only when it is told to, and the book of who waits for it. It knows
 * how many threads of its {@link VirtualMachine}s run, so it can tell when everything has
 * come to rest. Code that blocks outside the engine, such as a step's body that does I/O,
 * counts as running and takes real time.
 *
 * @since 0.1
 */
public final class VirtualTime implements LongSupplier {

	private static final long MILLI = 1_000_000L;

	/** Real time in which things have to come to rest. */
	private static final long PATIENCE_SECONDS = 60;

	private static final long POLL = 20 * MILLI;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition rest = this.lock.newCondition();

	private final Set<Waiter> waiters = new LinkedHashSet<>();

	private final long origin;

	private long nanos;

	private int running;

	/**
	 * Creates a clock.
	 * @param start what it shows at first
	 */
	public VirtualTime(Instant start) {
		this.origin = start.toEpochMilli();
	}

	/**
	 * Returns the time that has passed.
	 * @return nanoseconds since the start
	 */
	public long nanoTime() {
		this.lock.lock();
		try {
			return this.nanos;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns the time as a database's clock shows it.
	 * @return epoch milliseconds
	 */
	@Override
	public long getAsLong() {
		return this.origin + nanoTime() / MILLI;
	}

	/**
	 * Lets everything that can run now run, until all wait.
	 * @throws AssertionError if that takes more than a minute of real time
	 */
	public void awaitRest() {
		awaitRest(() -> false);
	}

	private void awaitRest(BooleanSupplier enough) {
		this.lock.lock();
		try {
			long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
			while (this.running > 0 && !enough.getAsBoolean()) {
				if (left <= 0) {
					throw new AssertionError(this.running + " threads still run after " + PATIENCE_SECONDS
							+ " s; does a step's body block?");
				}
				left -= POLL - Math.max(0, this.rest.awaitNanos(POLL));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("interrupted while waiting for rest", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets time pass, stopping at every moment for which somebody waits until all rest
	 * again.
	 * @param duration how much
	 */
	public void advance(Duration duration) {
		long target = nanoTime() + duration.toNanos();
		while (true) {
			awaitRest();
			if (!step(target)) {
				break;
			}
		}
		set(target);
		awaitRest();
	}

	/**
	 * Lets time pass as {@link #advance} does, but without waiting for rest once enough
	 * has happened: for bodies that block on purpose.
	 * @param duration how much at the most
	 * @param enough whether to stop
	 */
	public void tick(Duration duration, BooleanSupplier enough) {
		long target = nanoTime() + duration.toNanos();
		do {
			awaitRest(enough);
		}
		while (!enough.getAsBoolean() && step(target));
		if (!enough.getAsBoolean()) {
			set(target);
			awaitRest(enough);
		}
	}

	/**
	 * Goes to the next moment for which somebody waits, unless it is after the target.
	 */
	private boolean step(long target) {
		this.lock.lock();
		try {
			long next = Long.MAX_VALUE;
			for (Waiter waiter : this.waiters) {
				next = Math.min(next, waiter.deadline);
			}
			if (next > target) {
				return false;
			}
			set(next);
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void set(long time) {
		this.lock.lock();
		try {
			this.nanos = Math.max(this.nanos, time);
			for (Waiter waiter : this.waiters.toArray(new Waiter[0])) {
				if (waiter.deadline <= this.nanos) {
					wake(waiter);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void wake(Waiter waiter) {
		if (!waiter.woken) {
			waiter.woken = true;
			this.waiters.remove(waiter);
			if (waiter.managed) {
				this.running++;
			}
			waiter.condition.signalAll();
		}
	}

	void began() {
		this.lock.lock();
		try {
			this.running++;
		}
		finally {
			this.lock.unlock();
		}
	}

	void ended() {
		this.lock.lock();
		try {
			if (--this.running == 0) {
				this.rest.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Raises a flag.
	 */
	void raise(Flag flag) {
		this.lock.lock();
		try {
			flag.raised = true;
			if (flag.waiter != null) {
				wake(flag.waiter);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for a flag.
	 * @param managed whether the thread is one of a machine's; any other thread, such as
	 * a test's own, makes time pass while it waits
	 */
	boolean await(Flag flag, long timeout, boolean managed) {
		this.lock.lock();
		try {
			long deadline = (timeout > Long.MAX_VALUE - this.nanos) ? Long.MAX_VALUE : this.nanos + timeout;
			if (!flag.raised && this.nanos < deadline && !flag.dead) {
				Waiter waiter = new Waiter(deadline, managed, this.lock.newCondition());
				flag.waiter = waiter;
				this.waiters.add(waiter);
				block(waiter);
				flag.waiter = null;
			}
			boolean raised = flag.raised;
			flag.raised = false;
			return raised;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void block(Waiter waiter) {
		if (waiter.managed && --this.running == 0) {
			this.rest.signalAll();
		}
		boolean interrupted = false;
		while (!waiter.woken) {
			if (waiter.managed) {
				waiter.condition.awaitUninterruptibly();
			}
			else {
				interrupted |= passTime(waiter);
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/** While a test waits, nobody else lets time pass. */
	private boolean passTime(Waiter waiter) {
		long next = waiter.deadline;
		for (Waiter other : this.waiters) {
			next = Math.min(next, other.deadline);
		}
		if (this.running == 0 && next != Long.MAX_VALUE) {
			set(next);
			return false;
		}
		try {
			waiter.condition.await(1, TimeUnit.MILLISECONDS);
			return false;
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

	/**
	 * Wakes all who wait for a dead machine's flags, for good.
	 */
	void kill(Iterable<Flag> flags) {
		this.lock.lock();
		try {
			for (Flag flag : flags) {
				flag.dead = true;
				if (flag.waiter != null) {
					wake(flag.waiter);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A flag that is raised and waited for.
	 */
	static final class Flag {

		private boolean raised;

		private boolean dead;

		private @Nullable Waiter waiter;

	}

	private static final class Waiter {

		private final long deadline;

		private final boolean managed;

		private final Condition condition;

		private boolean woken;

		Waiter(long deadline, boolean managed, Condition condition) {
			this.deadline = deadline;
			this.managed = managed;
			this.condition = condition;
		}

	}

}
