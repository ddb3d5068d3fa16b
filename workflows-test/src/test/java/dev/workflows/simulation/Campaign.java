package dev.workflows.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs many plans, several worlds at a time, and remembers the bad ones.
 */
final class Campaign {

	private static final int MOST_BAD = 3;

	private final ReentrantLock lock = new ReentrantLock();

	private final List<Result> bad = new ArrayList<>();

	private Totals totals = Totals.NONE;

	void run(List<Plan> plans) {
		AtomicInteger next = new AtomicInteger();
		List<Thread> worlds = new ArrayList<>();
		for (int i = 0; i < Math.min(4, Runtime.getRuntime().availableProcessors()); i++) {
			Thread thread = new Thread(() -> {
				Runner runner = new Runner();
				for (int at = next.getAndIncrement(); at < plans.size()
						&& !isBadEnough(); at = next.getAndIncrement()) {
					add(runner.run(plans.get(at)));
				}
			}, "simulation-" + i);
			thread.start();
			worlds.add(thread);
		}
		worlds.forEach(Campaign::join);
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private boolean isBadEnough() {
		this.lock.lock();
		try {
			return this.bad.size() >= MOST_BAD;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void add(Result result) {
		this.lock.lock();
		try {
			this.totals = this.totals.plus(result.totals());
			if (!result.isGood()) {
				this.bad.add(result);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The bad runs, by seed. */
	List<Result> bad() {
		return this.bad.stream().sorted(Comparator.comparingLong((result) -> result.plan().seed())).toList();
	}

	Totals totals() {
		return this.totals;
	}

}
