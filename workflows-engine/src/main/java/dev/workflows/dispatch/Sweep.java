package dev.workflows.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.workflows.observation.EngineListener;
import dev.workflows.runtime.EngineClock;
import dev.workflows.store.CrashPolicy;
import dev.workflows.store.NodeState;
import dev.workflows.store.Takeover;
import dev.workflows.store.WorkflowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Declares nodes dead and frees what they owned. A node is dead when its lease is over by
 * the database's clock and this node, whose own renewals have all succeeded meanwhile,
 * has seen its heartbeat stand still for half a lease: so neither an outage nor a step of
 * the database's clock kills anybody.
 */
final class Sweep {

	private static final Logger logger = LoggerFactory.getLogger(Sweep.class);

	private static final int BATCH = 100;

	private static final int MOST_BATCHES = 100;

	private final WorkflowStore store;

	private final EngineClock clock;

	private final NodeLease lease;

	private final EngineListener listener;

	private final CrashPolicy policy;

	private final long patience;

	private Map<UUID, Sighting> sightings = new HashMap<>();

	Sweep(WorkflowStore store, EngineClock clock, NodeLease lease, EngineListener listener, CrashPolicy policy,
			long leaseMillis) {
		this.store = store;
		this.clock = clock;
		this.lease = lease;
		this.listener = listener;
		this.policy = policy;
		this.patience = leaseMillis * 500_000L;
	}

	/**
	 * Looks once.
	 * @return whether something became due
	 */
	boolean run() {
		removeDeadNodes();
		int freed = 0;
		int parked = 0;
		for (int i = 0; i < MOST_BATCHES; i++) {
			Takeover takeover = this.store.releaseOrphans(BATCH, this.policy);
			freed += takeover.freed();
			parked += takeover.parked();
			if (takeover.freed() + takeover.parked() < BATCH) {
				break;
			}
		}
		if (freed + parked > 0) {
			logger.warn("Took over {} instances of nodes that died; {} more had crashed too often and are parked",
					freed, parked);
			this.listener.takenOver(freed, parked);
		}
		return freed > 0;
	}

	private void removeDeadNodes() {
		long now = this.clock.nanoTime();
		Map<UUID, Sighting> seen = new HashMap<>();
		for (NodeState node : this.store.nodes()) {
			if (node.owner().equals(this.lease.owner())) {
				continue;
			}
			Sighting before = this.sightings.get(node.owner());
			Sighting sighting = (before != null && before.heartbeat() == node.heartbeat()) ? before
					: new Sighting(node.heartbeat(), now);
			seen.put(node.owner(), sighting);
			long still = Math.min(now - sighting.since(), this.lease.unbrokenNanos());
			if (node.expired() && still >= this.patience && this.store.removeNode(node.owner(), node.heartbeat())) {
				logger.warn("Node {} is dead: no sign of life since its lease ended", node.owner());
			}
		}
		this.sightings = seen;
	}

	private record Sighting(long heartbeat, long since) {
	}

}
