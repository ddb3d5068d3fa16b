package dev.workflows.simulation.cluster;

import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.ControlResult;
import dev.workflows.store.CrashPolicy;
import dev.workflows.store.CreateResult;
import dev.workflows.store.History;
import dev.workflows.store.NewInstance;
import dev.workflows.store.NodeState;
import dev.workflows.store.Ownership;
import dev.workflows.store.StepRow;
import dev.workflows.store.StoreTraits;
import dev.workflows.store.Takeover;
import dev.workflows.store.WorkflowStore;

/**
 * A store that asks another one.
 */
public class ForwardingStore implements WorkflowStore {

	private final WorkflowStore target;

	public ForwardingStore(WorkflowStore target) {
		this.target = target;
	}

	@Override
	public StoreTraits traits() {
		return this.target.traits();
	}

	@Override
	public void registerNode(UUID owner, String process, long leaseMillis) {
		this.target.registerNode(owner, process, leaseMillis);
	}

	@Override
	public boolean renewNode(UUID owner, long leaseMillis) {
		return this.target.renewNode(owner, leaseMillis);
	}

	@Override
	public List<NodeState> nodes() {
		return this.target.nodes();
	}

	@Override
	public boolean removeNode(UUID owner, long heartbeat) {
		return this.target.removeNode(owner, heartbeat);
	}

	@Override
	public void unregisterNode(UUID owner) {
		this.target.unregisterNode(owner);
	}

	@Override
	public Takeover releaseOrphans(int limit, CrashPolicy policy) {
		return this.target.releaseOrphans(limit, policy);
	}

	@Override
	public List<Claimed> claim(ClaimRequest request) {
		return this.target.claim(request);
	}

	@Override
	public OptionalLong nextDue(List<String> workflows) {
		return this.target.nextDue(workflows);
	}

	@Override
	public List<History> histories(List<UUID> instances, int maxSteps) {
		return this.target.histories(instances, maxSteps);
	}

	@Override
	public List<StepRow> steps(UUID instance, long afterSeq, int limit) {
		return this.target.steps(instance, afterSeq, limit);
	}

	@Override
	public List<CommitResult> commit(UUID owner, List<Commit> commits, boolean wait) {
		return this.target.commit(owner, commits, wait);
	}

	@Override
	public List<Ownership> owned(UUID owner) {
		return this.target.owned(owner);
	}

	@Override
	public int release(UUID owner, List<Ownership> rows) {
		return this.target.release(owner, rows);
	}

	@Override
	public List<CreateResult> create(UUID owner, int claim, List<NewInstance> instances) {
		return this.target.create(owner, claim, instances);
	}

	@Override
	public CreateResult createJoined(NewInstance instance) {
		return this.target.createJoined(instance);
	}

	@Override
	public ControlResult control(ControlRequest request) {
		return this.target.control(request);
	}

	@Override
	public ControlResult controlJoined(ControlRequest request) {
		return this.target.controlJoined(request);
	}

}
