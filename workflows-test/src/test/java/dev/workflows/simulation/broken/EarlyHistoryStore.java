package dev.workflows.simulation.broken;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.workflows.simulation.cluster.Database;
import dev.workflows.simulation.cluster.ForwardingStore;
import dev.workflows.simulation.world.SimMachine;
import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.History;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.WorkflowStore;

/**
 * Claims and reads the histories in one statement, which sees them as they were before it
 * waited for the rows.
 */
final class EarlyHistoryStore extends ForwardingStore {

	private final Database database;

	private final SimMachine machine;

	private final Map<UUID, History> early = new HashMap<>();

	EarlyHistoryStore(WorkflowStore target, Database database, SimMachine machine) {
		super(target);
		this.database = database;
		this.machine = machine;
	}

	@Override
	public List<Claimed> claim(ClaimRequest request) {
		this.early.clear();
		for (String workflow : request.workflows()) {
			List<UUID> keys = this.database.model()
				.list(workflow, null, null, Integer.MAX_VALUE)
				.stream()
				.map(InstanceRow::key)
				.toList();
			super.histories(keys, Integer.MAX_VALUE).forEach((history) -> this.early.put(history.instance(), history));
		}
		Delays.some(this.database, this.machine);
		return super.claim(request);
	}

	@Override
	public List<History> histories(List<UUID> instances, int maxSteps) {
		List<History> late = super.histories(instances, maxSteps);
		return late.stream().map(this::early).toList();
	}

	/** The statement itself raises the fence, so that is not an early one. */
	private History early(History late) {
		History early = this.early.get(late.instance());
		return (early != null)
				? new History(early.instance(), late.fence(), early.steps(), early.attempts(), early.complete()) : late;
	}

}
