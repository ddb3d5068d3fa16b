package dev.workflows.test.model;

import java.util.List;
import java.util.UUID;

import dev.workflows.store.NodeState;
import dev.workflows.test.model.ModelTables.Node;

/**
 * The node rows. Guarded by the lock of {@link ModelTables}.
 */
final class ModelNodes {

	private final ModelTables tables;

	private final boolean embedded;

	ModelNodes(ModelTables tables, boolean embedded) {
		this.tables = tables;
		this.embedded = embedded;
	}

	void register(UUID owner, String process, long leaseMillis, long now) {
		if (this.embedded) {
			this.tables.nodes.values().removeIf((node) -> !node.process().equals(process));
		}
		this.tables.nodes.put(owner, new Node(process, 0, now + leaseMillis));
	}

	boolean renew(UUID owner, long leaseMillis, long now) {
		return this.tables.nodes.computeIfPresent(owner,
				(key, node) -> new Node(node.process(), node.heartbeat() + 1, now + leaseMillis)) != null;
	}

	List<NodeState> all(long now) {
		return this.tables.nodes.entrySet()
			.stream()
			.map((node) -> new NodeState(node.getKey(), node.getValue().heartbeat(),
					node.getValue().leaseUntil() <= now))
			.toList();
	}

	boolean remove(UUID owner, long heartbeat, long now) {
		Node node = this.tables.nodes.get(owner);
		if (node == null || node.heartbeat() != heartbeat || node.leaseUntil() > now) {
			return false;
		}
		return this.tables.nodes.remove(owner) != null;
	}

}
