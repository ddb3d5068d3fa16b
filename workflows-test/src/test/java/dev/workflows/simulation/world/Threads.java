package dev.workflows.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Real threads that wait for a task. One world at a time uses them.
 */
public final class Threads {

	private final Deque<BatonThread> idle = new ArrayDeque<>();

	private int started;

	BatonThread take() {
		BatonThread thread = this.idle.poll();
		if (thread == null) {
			thread = new BatonThread(this, ++this.started);
			thread.start();
		}
		return thread;
	}

	void give(BatonThread thread) {
		this.idle.push(thread);
	}

}
