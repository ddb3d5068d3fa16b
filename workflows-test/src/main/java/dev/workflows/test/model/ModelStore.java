package dev.workflows.test.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import dev.workflows.InstanceStatus;
import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.ControlResult;
import dev.workflows.store.CrashPolicy;
import dev.workflows.store.CreateResult;
import dev.workflows.store.History;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.NewInstance;
import dev.workflows.store.NodeState;
import dev.workflows.store.Ownership;
import dev.workflows.store.StatusCount;
import dev.workflows.store.StepRow;
import dev.workflows.store.StoreTraits;
import dev.workflows.store.Takeover;
import dev.workflows.store.WorkflowStore;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that does one thing after another. It never waits: where a database
 * would wait for a row, it answers {@link CommitResult.Busy} or that it is not available.
 *
 * @since 0.1
 */
public final class ModelStore implements WorkflowStore, InstanceQueries {

	private final StoreTraits traits;

	private final LongSupplier clock;

	private final ModelTables tables = new ModelTables();

	private final ModelNodes nodes;

	private final ModelCallerTransactions callers = new ModelCallerTransactions(this.tables);

	private final ModelCommits commits = new ModelCommits(this.tables);

	private final ModelApplications applications = new ModelApplications(this.tables);

	private final InstanceQueries queries = new ModelQueries(this.tables, this.callers);

	/**
	 * Creates an empty store that several processes may share.
	 * @param clock the database's clock, epoch ms
	 */
	public ModelStore(LongSupplier clock) {
		this(clock, new StoreTraits("Model", false, true, true));
	}

	/**
	 * Creates an empty store.
	 * @param clock the database's clock, epoch ms
	 * @param traits what kind of store it pretends to be
	 */
	public ModelStore(LongSupplier clock, StoreTraits traits) {
		this.clock = clock;
		this.traits = traits;
		this.nodes = new ModelNodes(this.tables, traits.embedded());
	}

	/**
	 * Returns the transactions that {@link #createJoined}, {@link #controlJoined} and
	 * reads join.
	 * @return the transactions of application threads
	 */
	public ModelCallerTransactions callerTransactions() {
		return this.callers;
	}

	/**
	 * Returns everything that has become durable.
	 * @return the changes so far, in their order
	 */
	public List<Applied> applied() {
		return locked((now) -> List.copyOf(this.tables.log));
	}

	/**
	 * Locks rows as a transaction does that has not ended yet.
	 * @param instances the keys; a row that another transaction holds is left to it
	 * @return what ends the transaction, which has changed nothing
	 */
	public Runnable hold(Collection<UUID> instances) {
		ModelTransaction holder = new ModelTransaction(this.tables);
		locked((now) -> instances.stream().filter((key) -> this.tables.tryLock(key, holder)).count());
		return () -> locked((now) -> {
			holder.rollback();
			return null;
		});
	}

	/**
	 * Sets an instance's signal, as what is to be heard by its owner does.
	 * @param instance the key
	 * @param signal the signal
	 */
	public void setSignal(UUID instance, long signal) {
		edit(instance, (row) -> row.signal = signal);
	}

	/**
	 * Sets how long an instance has been paused.
	 * @param instance the key
	 * @param millis the time in ms
	 */
	public void setPausedTotal(UUID instance, long millis) {
		edit(instance, (row) -> row.pausedTotal = millis);
	}

	/**
	 * Sets an instance's status to any word, and nothing else.
	 * @param instance the key
	 * @param word the word that is stored
	 */
	public void setStatus(UUID instance, String word) {
		edit(instance, (row) -> row.status = word);
	}

	@Override
	public StoreTraits traits() {
		return this.traits;
	}

	@Override
	public void registerNode(UUID owner, String process, long leaseMillis) {
		locked((now) -> {
			this.nodes.register(owner, process, leaseMillis, now);
			return null;
		});
	}

	@Override
	public boolean renewNode(UUID owner, long leaseMillis) {
		return locked((now) -> this.nodes.renew(owner, leaseMillis, now));
	}

	@Override
	public List<NodeState> nodes() {
		return locked(this.nodes::all);
	}

	@Override
	public boolean removeNode(UUID owner, long heartbeat) {
		return locked((now) -> this.nodes.remove(owner, heartbeat, now));
	}

	@Override
	public void unregisterNode(UUID owner) {
		locked((now) -> {
			this.tables.nodes.remove(owner);
			unlockedRows().filter((row) -> owner.equals(row.owner)).forEach((row) -> {
				free(row, Applied.What.RELEASE, owner, now);
				row.crashCount = 0;
			});
			return null;
		});
	}

	@Override
	public Takeover releaseOrphans(int limit, CrashPolicy policy) {
		return locked((now) -> {
			List<ModelRow> orphans = unlockedRows()
				.filter((row) -> row.owner != null && !this.tables.nodes.containsKey(row.owner))
				.limit(limit)
				.toList();
			orphans.forEach((row) -> takeOver(row, policy, now));
			int parked = (int) orphans.stream().filter((row) -> row.status() == InstanceStatus.ERRORED).count();
			return new Takeover(orphans.size() - parked, parked);
		});
	}

	@Override
	public List<Claimed> claim(ClaimRequest request) {
		return locked((now) -> {
			if (!this.tables.nodes.containsKey(request.owner())) {
				return List.of();
			}
			List<ModelRow> due = unlockedRows().filter((row) -> row.isDue(now))
				.filter((row) -> request.workflows().contains(row.created.workflow()))
				.sorted(Comparator.comparingLong(ModelRow::due))
				.limit(request.limit())
				.toList();
			due.forEach((row) -> change(row, Applied.What.CLAIM, request.owner(), now,
					() -> row.own(request.owner(), now)));
			return due.stream().map((row) -> row.claimed(now)).toList();
		});
	}

	@Override
	public OptionalLong nextDue(List<String> workflows) {
		return locked((now) -> this.tables.instances.values()
			.stream()
			.filter((row) -> row.owner == null && workflows.contains(row.created.workflow()))
			.flatMap((row) -> Optional.ofNullable(row.dueAt).stream())
			.mapToLong((due) -> due - now)
			.min());
	}

	@Override
	public List<History> histories(List<UUID> instances, int maxSteps) {
		return locked((now) -> {
			List<History> histories = new ArrayList<>();
			int left = maxSteps;
			for (UUID instance : instances) {
				History history = history(instance, left);
				left -= history.steps().size();
				histories.add(history);
			}
			return histories;
		});
	}

	@Override
	public List<StepRow> steps(UUID instance, long afterSeq, int limit) {
		return locked((now) -> {
			ModelRow row = this.tables.instances.get(instance);
			List<StepRow> steps = (row != null) ? row.stepsInOrder() : List.of();
			return steps.stream().filter((step) -> step.seq() > afterSeq).limit(limit).toList();
		});
	}

	@Override
	public List<CommitResult> commit(UUID owner, List<Commit> commits, boolean wait) {
		commits.forEach(ModelCommits::check);
		Set<UUID> instances = new HashSet<>();
		if (!commits.stream().allMatch((commit) -> instances.add(commit.instance()))) {
			throw new IllegalArgumentException("at most one commit per instance");
		}
		return locked((now) -> commits.stream().map((commit) -> this.commits.apply(owner, commit, now)).toList());
	}

	@Override
	public List<Ownership> owned(UUID owner) {
		return locked((now) -> this.tables.instances.values()
			.stream()
			.filter((row) -> owner.equals(row.owner))
			.map(ModelRow::ownership)
			.toList());
	}

	@Override
	public int release(UUID owner, List<Ownership> rows) {
		return locked((now) -> {
			int released = 0;
			for (Ownership owned : rows) {
				ModelRow row = this.tables.instances.get(owned.key());
				if (row != null && owner.equals(row.owner) && row.fence == owned.fence()
						&& !this.tables.isLocked(row.key())) {
					free(row, Applied.What.RELEASE, owner, now);
					released++;
				}
			}
			return released;
		});
	}

	@Override
	public List<CreateResult> create(UUID owner, int claim, List<NewInstance> instances) {
		return transaction(null,
				(transaction, now) -> this.applications.create(transaction, owner, claim, instances, now));
	}

	@Override
	public CreateResult createJoined(NewInstance instance) {
		return transaction(this.callers.writer(),
				(transaction, now) -> this.applications.create(transaction, null, 0, List.of(instance), now).get(0));
	}

	@Override
	public ControlResult control(ControlRequest request) {
		return transaction(null, (transaction, now) -> this.applications.control(transaction, request, now));
	}

	@Override
	public ControlResult controlJoined(ControlRequest request) {
		return transaction(this.callers.writer(),
				(transaction, now) -> this.applications.control(transaction, request, now));
	}

	@Override
	public Optional<InstanceRow> find(String workflow, String id) {
		return this.queries.find(workflow, id);
	}

	@Override
	public Optional<InstanceStory> story(String workflow, String id) {
		return this.queries.story(workflow, id);
	}

	@Override
	public List<InstanceRow> list(String workflow, @Nullable InstanceStatus status, @Nullable UUID before, int limit) {
		return this.queries.list(workflow, status, before, limit);
	}

	@Override
	public List<StatusCount> counts() {
		return this.queries.counts();
	}

	private History history(UUID instance, int maxSteps) {
		ModelRow row = this.tables.instances.get(instance);
		if (row == null) {
			return new History(instance, -1, List.of(), List.of(), true);
		}
		List<StepRow> steps = row.stepsInOrder();
		List<StepRow> read = steps.subList(0, Math.min(steps.size(), maxSteps));
		return new History(instance, row.fence, read, row.openAttemptsInOrder(), read.size() == steps.size());
	}

	private Stream<ModelRow> unlockedRows() {
		return new ArrayList<>(this.tables.instances.values()).stream()
			.filter((row) -> !this.tables.isLocked(row.key()));
	}

	private void free(ModelRow row, Applied.What what, @Nullable UUID by, long now) {
		change(row, what, by, now, () -> row.free(now));
	}

	private void takeOver(ModelRow row, CrashPolicy policy, long now) {
		change(row, Applied.What.TAKEOVER, null, now, () -> row.takeOver(policy, now));
	}

	private void change(ModelRow row, Applied.What what, @Nullable UUID by, long now, Runnable change) {
		InstanceStatus before = row.status();
		long fenceBefore = row.fence;
		change.run();
		this.tables.log.add(new Applied(now, what, by, row.key(), row.run, fenceBefore, row.fence, before, row.status(),
				null, row.dueAt, null));
	}

	private void edit(UUID instance, Consumer<ModelRow> change) {
		locked((now) -> {
			ModelRow row = this.tables.instances.get(instance);
			if (row == null) {
				throw new IllegalArgumentException("no instance " + instance);
			}
			change.accept(row);
			return null;
		});
	}

	private <T> T transaction(@Nullable ModelTransaction joined, Work<T> work) {
		return locked((now) -> {
			if (joined != null) {
				return work.in(joined, now);
			}
			ModelTransaction own = new ModelTransaction(this.tables);
			try {
				T result = work.in(own, now);
				own.commit();
				return result;
			}
			finally {
				own.rollback();
			}
		});
	}

	private <T extends @Nullable Object> T locked(Function<Long, T> work) {
		this.tables.lock.lock();
		try {
			return work.apply(this.clock.getAsLong());
		}
		finally {
			this.tables.lock.unlock();
		}
	}

	private interface Work<T> {

		T in(ModelTransaction transaction, long now);

	}

}
