package dev.workflows.runtime;

import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Lets interrupts reach one thread only while it executes application code, never while
 * it is inside the engine or the database driver. What is interrupted is one stay within
 * the window: a late interrupt cannot meet the next one, and no flag leaves with the
 * thread.
 *
 * @since 0.1
 */
public final class InterruptWindow {

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable Thread inside;

	private long stay;

	/**
	 * Opens the window for the calling thread.
	 * @return the number of this stay
	 */
	public long enter() {
		this.lock.lock();
		try {
			this.inside = Thread.currentThread();
			return ++this.stay;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Closes the window and clears the calling thread's interrupt flag, whoever set it.
	 */
	public void leave() {
		this.lock.lock();
		try {
			this.inside = null;
		}
		finally {
			this.lock.unlock();
		}
		Thread.interrupted();
	}

	/**
	 * Interrupts the thread that is inside.
	 * @return whether there was one
	 */
	public boolean interrupt() {
		this.lock.lock();
		try {
			return interruptInside();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Interrupts the thread that is inside, if it is still the same stay.
	 * @param stay the number of the stay
	 * @return whether it was
	 */
	public boolean interrupt(long stay) {
		this.lock.lock();
		try {
			return stay == this.stay && interruptInside();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean interruptInside() {
		Thread thread = this.inside;
		if (thread != null) {
			thread.interrupt();
		}
		return thread != null;
	}

}
