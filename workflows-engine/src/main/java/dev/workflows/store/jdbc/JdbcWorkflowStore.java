package dev.workflows.store.jdbc;

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
 * The store on a database, one class per topic behind it.
 */
final class JdbcWorkflowStore implements WorkflowStore {

	private final Dialect dialect;

	private final NodeRows nodes;

	private final OwnedRows owned;

	private final DueRows due;

	private final Histories histories;

	private final GroupCommit commits;

	private final Creates creates;

	private final Controls controls;

	JdbcWorkflowStore(Connections connections, Dialect dialect) {
		this.dialect = dialect;
		this.nodes = new NodeRows(connections, dialect);
		this.owned = new OwnedRows(connections, dialect);
		this.due = new DueRows(connections, dialect);
		this.histories = new Histories(connections);
		this.commits = new GroupCommit(dialect.commitWriter(connections));
		this.creates = new Creates(connections, dialect);
		this.controls = new Controls(connections, dialect);
	}

	@Override
	public StoreTraits traits() {
		return this.dialect.traits();
	}

	@Override
	public void registerNode(UUID owner, String process, long leaseMillis) {
		this.nodes.register(owner, process, leaseMillis);
	}

	@Override
	public boolean renewNode(UUID owner, long leaseMillis) {
		return this.nodes.renew(owner, leaseMillis);
	}

	@Override
	public List<NodeState> nodes() {
		return this.nodes.list();
	}

	@Override
	public boolean removeNode(UUID owner, long heartbeat) {
		return this.nodes.remove(owner, heartbeat);
	}

	@Override
	public void unregisterNode(UUID owner) {
		this.owned.leave(owner);
	}

	@Override
	public Takeover releaseOrphans(int limit, CrashPolicy policy) {
		return this.owned.releaseOrphans(limit, policy);
	}

	@Override
	public List<Claimed> claim(ClaimRequest request) {
		return this.due.claim(request);
	}

	@Override
	public OptionalLong nextDue(List<String> workflows) {
		return this.due.next(workflows);
	}

	@Override
	public List<History> histories(List<UUID> instances, int maxSteps) {
		return this.histories.read(instances, maxSteps);
	}

	@Override
	public List<StepRow> steps(UUID instance, long afterSeq, int limit) {
		return this.histories.page(instance, afterSeq, limit);
	}

	@Override
	public List<CommitResult> commit(UUID owner, List<Commit> commits, boolean wait) {
		return this.commits.commit(owner, commits, wait);
	}

	@Override
	public List<Ownership> owned(UUID owner) {
		return this.owned.of(owner);
	}

	@Override
	public int release(UUID owner, List<Ownership> rows) {
		return this.owned.release(owner, rows);
	}

	@Override
	public List<CreateResult> create(UUID owner, int claim, List<NewInstance> instances) {
		return this.creates.create(owner, claim, instances);
	}

	@Override
	public CreateResult createJoined(NewInstance instance) {
		return this.creates.createJoined(instance);
	}

	@Override
	public ControlResult control(ControlRequest request) {
		return this.controls.control(request);
	}

	@Override
	public ControlResult controlJoined(ControlRequest request) {
		return this.controls.controlJoined(request);
	}

}
