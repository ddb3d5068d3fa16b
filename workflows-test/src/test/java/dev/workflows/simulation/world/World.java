package dev.workflows.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Runs threads one at a time and decides by chance, from a seed, who goes on at each
 * point at which one of them meets the world. Real threads run the code, but only the one
 * that holds the baton moves, so that a run is a function of the seed and the code.
 */
public final class World {

	private static final long EPOCH = 1_767_225_600_000L;

	private static final long MOST_DECISIONS = 500_000;

	private final Threads threads;

	private final Trace trace;

	private final SplittableRandom random;

	private final SimProcess outside = new SimProcess("world");

	private final List<SimTask> tasks = new ArrayList<>();

	private final List<SimTask> candidates = new ArrayList<>();

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final CountDownLatch over = new CountDownLatch(1);

	/** How often a thread that can go on does so, without a change. */
	private final double persistence;

	/** How often a thread is held up for a while although it could go on. */
	private double stalls;

	private @Nullable SimTask current;

	private @Nullable Throwable failure;

	private boolean betweenTurns;

	private long nanos;

	private long decisions;

	private int started;

	private long scheduled;

	public World(Threads threads, Trace trace, SplittableRandom random) {
		this.threads = threads;
		this.trace = trace;
		this.random = random;
		this.persistence = random.nextDouble() * 0.9;
	}

	/**
	 * Runs the world from a thread of the test.
	 * @param story the first thread; when it ends, everything ends
	 * @throws AssertionError if a thread of the world met an error
	 */
	public void run(Runnable story) {
		SimTask first = start(this.outside, "story", () -> {
			story.run();
			end();
		});
		this.current = first;
		first.thread(this.threads).give();
		try {
			this.over.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		if (this.failure != null) {
			throw new AssertionError("a thread of the simulation met an error", this.failure);
		}
	}

	public long nanos() {
		return this.nanos;
	}

	/** The true time, epoch ms. */
	public long millis() {
		return EPOCH + this.nanos / 1_000_000;
	}

	public long decisions() {
		return this.decisions;
	}

	public Trace trace() {
		return this.trace;
	}

	/** The process of what belongs to no node. */
	public SimProcess outside() {
		return this.outside;
	}

	public SimTask current() {
		if (this.current == null) {
			throw new IllegalStateException("nothing runs");
		}
		return this.current;
	}

	/** Lets threads be held up from now on. */
	public void stall(double share) {
		this.stalls = share;
	}

	/** Whether an action of {@link #at} runs, which cannot wait. */
	public boolean isBetweenTurns() {
		return this.betweenTurns;
	}

	/** Starts a thread, which waits for its turn. */
	public SimTask start(SimProcess process, String name, Runnable body) {
		SimTask task = new SimTask(this, ++this.started, name, process, body);
		this.tasks.add(task);
		return task;
	}

	/** Does something at a time, between two turns of threads. */
	public void at(long nanos, Runnable action) {
		this.events.add(new Event(nanos, this.scheduled++, action));
	}

	/** Lets another thread go on, or not. */
	public void yield() {
		current().ready();
		if (this.stalls > 0 && this.random.nextDouble() < this.stalls) {
			long longest = this.random.nextInt(10) == 0 ? 8_000_000_000L : 200_000_000L;
			current().stallUntil(this.nanos + this.random.nextLong(longest));
		}
		pass();
	}

	/** Waits until a time has passed. */
	public void pause(long nanos) {
		await(() -> false, nanos);
	}

	/** Waits until something holds, or until a time has passed. */
	public void await(BooleanSupplier what, long nanos) {
		long until = (nanos >= SimTask.NEVER - this.nanos) ? SimTask.NEVER : this.nanos + Math.max(0, nanos);
		current().waitFor(what, until);
		pass();
	}

	/** Waits as the body of a step does: an interrupt ends it. */
	public void sleep(long nanos) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		await(current()::isInterruptPending, nanos);
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
	}

	/** Kills a process that is not the caller's: its threads reach nothing any more. */
	public void kill(SimProcess process) {
		process.die();
		process.thaw();
		this.trace.note(this.nanos, process, "killed");
		this.yield();
	}

	/** Ends the caller's own process, with all its threads. */
	public void exit() {
		current().process().die();
		this.yield();
	}

	private void end() {
		SimTask self = current();
		this.tasks.stream().filter((task) -> task != self).forEach(SimTask::doom);
		this.events.clear();
		while (this.tasks.size() > 1) {
			this.yield();
		}
	}

	void escaped(SimTask task, Throwable error) {
		this.trace.note(this.nanos, task, "ended with " + error);
		if (this.failure == null) {
			this.failure = error;
		}
	}

	Runnable ended(SimTask task) {
		this.tasks.remove(task);
		return this.tasks.isEmpty() ? this.over::countDown : next().thread(this.threads)::give;
	}

	/** Gives the baton away and returns when it is back. */
	private void pass() {
		SimTask self = current();
		SimTask next = next();
		if (next != self) {
			BatonThread mine = self.thread(this.threads);
			next.thread(this.threads).give();
			mine.take();
		}
		self.ready();
		if (self.isDoomed()) {
			if (self.mustGiveUp()) {
				abandon(self);
			}
			throw new KilledError();
		}
	}

	/** A thread that catches its own death again and again is left where it is. */
	private void abandon(SimTask self) {
		this.failure = new IllegalStateException("a killed thread does not end: " + self);
		ended(self).run();
		while (true) {
			LockSupport.park(this);
		}
	}

	private SimTask next() {
		this.decisions++;
		this.nanos += 1_000;
		SimTask next = doomed();
		if (next == null) {
			next = choose();
		}
		this.current = next;
		this.trace.decided(this.nanos, next);
		return next;
	}

	/** Whoever is doomed goes first, so that nothing happens between a kill and death. */
	private @Nullable SimTask doomed() {
		for (SimTask task : this.tasks) {
			if (task.isDoomed()) {
				return task;
			}
		}
		return null;
	}

	private SimTask choose() {
		if (this.decisions > MOST_DECISIONS) {
			return fail("the world does not come to an end");
		}
		while (true) {
			runEvents();
			long earliest = findCandidates();
			if (!this.candidates.isEmpty()) {
				boolean goesOn = this.candidates.contains(this.current) && this.random.nextDouble() < this.persistence;
				return (goesOn && this.current != null) ? this.current
						: this.candidates.get(this.random.nextInt(this.candidates.size()));
			}
			Event event = this.events.peek();
			long until = Math.min(earliest, (event != null) ? event.at() : SimTask.NEVER);
			if (until == SimTask.NEVER) {
				return fail("all threads wait for ever: " + this.tasks);
			}
			this.nanos = Math.max(this.nanos, until);
		}
	}

	private SimTask fail(String why) {
		this.failure = new IllegalStateException(why);
		this.tasks.forEach(SimTask::doom);
		return this.tasks.get(0);
	}

	private void runEvents() {
		this.betweenTurns = true;
		for (Event event = this.events.peek(); event != null && event.at() <= this.nanos; event = this.events.peek()) {
			this.events.poll();
			event.action().run();
		}
		this.betweenTurns = false;
	}

	private long findCandidates() {
		this.candidates.clear();
		long earliest = SimTask.NEVER;
		for (SimTask task : this.tasks) {
			long at = task.readyAt();
			if (at <= this.nanos) {
				this.candidates.add(task);
			}
			earliest = Math.min(earliest, at);
		}
		return earliest;
	}

	private record Event(long at, long order, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			int byTime = Long.compare(this.at, other.at);
			return (byTime != 0) ? byTime : Long.compare(this.order, other.order);
		}

	}

}
