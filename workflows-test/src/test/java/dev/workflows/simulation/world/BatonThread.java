package dev.workflows.simulation.world;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A real thread that runs one task after another, and only while it holds the baton. An
 * interrupt reaches it when it gets the baton back, so that a run does not depend on when
 * the JVM delivers it.
 */
final class BatonThread extends Thread {

	private final Threads idle;

	private volatile boolean baton;

	private @Nullable SimTask task;

	private boolean interruptPending;

	BatonThread(Threads idle, int number) {
		super("baton-" + number);
		this.idle = idle;
		setDaemon(true);
	}

	void assign(SimTask task) {
		this.task = task;
	}

	/** Gives the baton to this thread; the giver must stop at once. */
	void give() {
		this.baton = true;
		LockSupport.unpark(this);
	}

	/** Waits for the baton. */
	void take() {
		boolean interrupted = false;
		while (!this.baton) {
			LockSupport.park(this);
			interrupted |= Thread.interrupted();
		}
		this.baton = false;
		if (interrupted || this.interruptPending) {
			this.interruptPending = false;
			super.interrupt();
		}
	}

	boolean isInterruptPending() {
		return this.interruptPending;
	}

	@Override
	public void interrupt() {
		if (Thread.currentThread() == this) {
			super.interrupt();
		}
		else {
			this.interruptPending = true;
		}
	}

	@Override
	@SuppressWarnings("InfiniteLoopStatement") // a daemon, for as long as the JVM lives
	public void run() {
		while (true) {
			take();
			SimTask current = this.task;
			this.task = null;
			if (current != null) {
				Runnable handOver = current.runToItsEnd();
				this.interruptPending = false;
				Thread.interrupted();
				// Before the baton is gone: the pool belongs to whoever holds it.
				this.idle.give(this);
				handOver.run();
			}
		}
	}

}
