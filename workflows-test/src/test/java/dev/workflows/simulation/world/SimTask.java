package dev.workflows.simulation.world;

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * A thread of the simulated world. It is ready when what it waits for has come or its
 * time is over.
 */
public final class SimTask {

	static final long NEVER = Long.MAX_VALUE;

	private static final int MOST_DEATHS = 10_000;

	private static final BooleanSupplier NOTHING = () -> false;

	private final World world;

	private final int id;

	private final String name;

	private final SimProcess process;

	private final Runnable body;

	private @Nullable BatonThread thread;

	private BooleanSupplier awaited = NOTHING;

	private long wakeAt;

	private long stalledUntil;

	private boolean ended;

	private boolean doomed;

	private int deaths;

	SimTask(World world, int id, String name, SimProcess process, Runnable body) {
		this.world = world;
		this.id = id;
		this.name = name;
		this.process = process;
		this.body = body;
	}

	int id() {
		return this.id;
	}

	public SimProcess process() {
		return this.process;
	}

	public boolean hasEnded() {
		return this.ended;
	}

	/** The earliest time at which it may run, as things stand. */
	long readyAt() {
		long from = Math.max(this.stalledUntil, this.process.frozenUntil());
		return this.awaited.getAsBoolean() ? from : Math.max(from, this.wakeAt);
	}

	void ready() {
		this.awaited = NOTHING;
		this.wakeAt = 0;
	}

	void waitFor(BooleanSupplier awaited, long until) {
		this.awaited = awaited;
		this.wakeAt = until;
	}

	void stallUntil(long nanos) {
		this.stalledUntil = nanos;
	}

	boolean isInterruptPending() {
		return this.thread != null && this.thread.isInterruptPending();
	}

	void interrupt() {
		if (this.thread != null) {
			this.thread.interrupt();
		}
	}

	/** Whether the process has been killed, or the world ends. */
	boolean isDoomed() {
		return this.doomed || this.process.isDead();
	}

	void doom() {
		this.doomed = true;
	}

	/** Whether it has been killed more often than any thread should need. */
	boolean mustGiveUp() {
		return ++this.deaths > MOST_DEATHS;
	}

	/** Lets the task have the baton, in a thread of its own from now on. */
	BatonThread thread(Threads threads) {
		if (this.thread == null) {
			this.thread = threads.take();
			this.thread.assign(this);
		}
		return this.thread;
	}

	/**
	 * Runs the task on its thread.
	 * @return what gives the baton away
	 */
	Runnable runToItsEnd() {
		try {
			if (!isDoomed()) {
				this.body.run();
			}
		}
		catch (KilledError ex) {
			// As it was meant.
		}
		catch (Throwable ex) {
			if (!isDoomed()) {
				this.world.escaped(this, ex);
			}
		}
		this.ended = true;
		return this.world.ended(this);
	}

	@Override
	public String toString() {
		return this.process + "/" + this.name + "#" + this.id;
	}

}
