package dev.workflows.dispatch;

import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.workflows.execution.ActiveRun;
import dev.workflows.runtime.EngineThreads;
import org.jspecify.annotations.Nullable;

/**
 * What runs on this node. A cache, never the judge: the store decides who owns what.
 */
final class Runs {

	private final ConcurrentHashMap<UUID, Run> byKey = new ConcurrentHashMap<>();

	private final EngineThreads.Signal empty;

	Runs(EngineThreads threads) {
		this.empty = threads.newSignal();
	}

	void add(Run run) {
		Run before = this.byKey.put(run.active().key(), run);
		if (before != null) {
			// Claimed again under a higher fence before the old run has left.
			before.active().lose();
		}
	}

	/**
	 * Removes a run, and not one that has taken its place.
	 * @return whether it was there
	 */
	boolean remove(Run run) {
		boolean removed = this.byKey.remove(run.active().key(), run);
		if (removed && this.byKey.isEmpty()) {
			this.empty.raise();
		}
		return removed;
	}

	@Nullable Run get(UUID key) {
		return this.byKey.get(key);
	}

	Collection<Run> all() {
		return this.byKey.values();
	}

	int size() {
		return this.byKey.size();
	}

	/**
	 * Waits until nothing runs.
	 */
	void awaitEmpty(long nanos) {
		if (!this.byKey.isEmpty()) {
			this.empty.await(nanos);
		}
	}

	/**
	 * A run and when it was added.
	 *
	 * @param active the run
	 * @param since the monotonic time
	 */
	record Run(ActiveRun active, long since) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Run run && run.active == this.active;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this.active);
		}

	}

}
