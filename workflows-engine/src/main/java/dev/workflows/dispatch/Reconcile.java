package dev.workflows.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.workflows.runtime.EngineClock;
import dev.workflows.store.Ownership;
import dev.workflows.store.WorkflowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the store says this node owns with what runs here. What is owned but does
 * not run, as the reply of a claim or create was lost, is released; what runs but is not
 * owned any more is stopped.
 */
final class Reconcile {

	private static final Logger logger = LoggerFactory.getLogger(Reconcile.class);

	private final WorkflowStore store;

	private final EngineClock clock;

	private final NodeLease lease;

	private final Runs runs;

	/**
	 * Owned but not running, when last looked at: perhaps only on its way to a worker.
	 */
	private Map<UUID, Long> suspects = new HashMap<>();

	Reconcile(WorkflowStore store, EngineClock clock, NodeLease lease, Runs runs) {
		this.store = store;
		this.clock = clock;
		this.lease = lease;
		this.runs = runs;
	}

	/**
	 * Looks once.
	 * @return what was found
	 */
	Found run() {
		long before = this.clock.nanoTime();
		UUID owner = this.lease.owner();
		Map<UUID, Long> owned = new HashMap<>();
		Map<UUID, Long> unknown = new HashMap<>();
		List<Ownership> strays = new ArrayList<>();
		for (Ownership row : this.store.owned(owner)) {
			owned.put(row.key(), row.fence());
			Runs.Run run = this.runs.get(row.key());
			if (run == null || run.active().fence() != row.fence()) {
				unknown.put(row.key(), row.fence());
				if (Long.valueOf(row.fence()).equals(this.suspects.get(row.key()))) {
					strays.add(row);
				}
			}
		}
		if (!strays.isEmpty()) {
			int released = this.store.release(owner, strays);
			logger.warn("Released {} instances that this node owned without knowing", released);
			strays.forEach((row) -> unknown.remove(row.key()));
		}
		this.suspects = unknown;
		stopWhatIsLost(before, owned);
		return new Found(!unknown.isEmpty(), !strays.isEmpty());
	}

	private void stopWhatIsLost(long before, Map<UUID, Long> owned) {
		for (Runs.Run run : this.runs.all()) {
			Long fence = owned.get(run.active().key());
			if (run.since() - before < 0 && (fence == null || fence != run.active().fence())) {
				run.active().lose();
			}
		}
	}

	/**
	 * What a look found.
	 *
	 * @param suspects whether to look again soon
	 * @param released whether rows became due
	 */
	record Found(boolean suspects, boolean released) {
	}

}
