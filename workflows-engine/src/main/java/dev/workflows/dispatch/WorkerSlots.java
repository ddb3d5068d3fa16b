package dev.workflows.dispatch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many more instances may run at once. A run that waits in memory gives its slot away
 * and takes it back without asking, so the number may be below 0 for a while.
 */
final class WorkerSlots {

	private final int total;

	private final AtomicInteger free;

	/** Whether the dispatcher found none and wants to hear of the next. */
	private volatile boolean wanted;

	private final Runnable onWanted;

	WorkerSlots(int total, Runnable onWanted) {
		this.total = total;
		this.free = new AtomicInteger(total);
		this.onWanted = onWanted;
	}

	/**
	 * Returns how many are free; if none is, the next one that becomes free is announced.
	 */
	int free() {
		int now = this.free.get();
		if (now <= 0) {
			this.wanted = true;
			now = this.free.get();
		}
		return Math.max(now, 0);
	}

	int used() {
		return this.total - this.free.get();
	}

	void take() {
		this.free.decrementAndGet();
	}

	void give(int count) {
		if (count > 0 && this.free.addAndGet(count) > 0 && this.wanted) {
			this.wanted = false;
			this.onWanted.run();
		}
	}

	/**
	 * Takes up to a number of slots, but leaves a quarter of all for claims, so that new
	 * instances never starve those that wake up.
	 */
	int reserve(int most) {
		int spare = this.total / 4;
		while (true) {
			int now = this.free.get();
			int taken = Math.min(most, now - spare);
			if (taken <= 0) {
				return 0;
			}
			if (this.free.compareAndSet(now, now - taken)) {
				return taken;
			}
		}
	}

}
