package dev.workflows.simulation.broken;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.simulation.cluster.Breakage;
import dev.workflows.simulation.cluster.Database;
import dev.workflows.simulation.cluster.Database.Holder;
import dev.workflows.simulation.cluster.ForwardingStore;
import dev.workflows.simulation.fault.FaultKind;
import dev.workflows.simulation.world.SimMachine;
import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.store.Transition;
import dev.workflows.store.WorkflowStore;

/**
 * The engines that are broken, the faults under which that matters, and the predicates
 * that say what is wrong.
 */
public enum BrokenEngine implements Breakage {

	/** The result of a step is stored whoever owns the instance. */
	B1("a checkpoint without a fence", Set.of("I7", "I11", "L1"), FaultKind.DELAY, FaultKind.FORCE_RELEASE) {

		@Override
		public WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
			return new UnfencedStore(store, database,
					(owner, commit) -> commit.transition() instanceof Transition.Stay);
		}

	},

	/** The fence is read, and what is written a moment later does not look again. */
	B2("a fence that is checked without a lock", Set.of("I7", "I11", "L1"), FaultKind.DELAY, FaultKind.FORCE_RELEASE) {

		@Override
		public WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
			return new UnfencedStore(store, database, (owner, commit) -> {
				Optional<Holder> seen = database.holder(commit.instance());
				Delays.some(database, machine);
				return seen.equals(Optional.of(new Holder(owner, commit.fence())));
			});
		}

	},

	/** The end of a run is stored whoever owns the instance. */
	B3("an end without a fence", Set.of("I7", "I5", "I10"), FaultKind.DELAY, FaultKind.FORCE_RELEASE) {

		@Override
		public WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
			return new UnfencedStore(store, database,
					(owner, commit) -> commit.transition() instanceof Transition.Complete
							|| commit.transition() instanceof Transition.Fail);
		}

	},

	/** A node that was declared dead does not hear of it. */
	B4("a renewal that does not notice that its row is gone", Set.of("I2"), FaultKind.FREEZE, FaultKind.NODE_OUTAGE) {

		@Override
		public WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
			return new ForwardingStore(store) {

				@Override
				public boolean renewNode(UUID owner, long leaseMillis) {
					super.renewNode(owner, leaseMillis);
					return true;
				}

			};
		}

	},

	/** What is due is decided by the clock of the machine that asks. */
	B5("a claim by the node's own clock", Set.of("L7")) {

		@Override
		public WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
			return new ForwardingStore(store) {

				@Override
				public List<Claimed> claim(ClaimRequest request) {
					return database.clock().shifted(machine.skewMillis(), () -> super.claim(request));
				}

				@Override
				public OptionalLong nextDue(List<String> workflows) {
					return database.clock().shifted(machine.skewMillis(), () -> super.nextDue(workflows));
				}

			};
		}

	},

	/** Who has lost the instance is told that all is well. */
	B6("a loser that keeps its own value", Set.of("I7", "N1", "N2"), FaultKind.DELAY, FaultKind.FORCE_RELEASE) {

		@Override
		public WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
			return Commits.answered(store, (result) -> Commits.isRefused(result)
					? new CommitResult.Applied(database.clock().getAsLong(), null, 0) : result);
		}

	},

	/** What is created within a caller's transaction is stored at once. */
	B7("a create that does not wait for its caller's commit", Set.of("I3")) {

		@Override
		public WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
			return new ForwardingStore(store) {

				@Override
				public CreateResult createJoined(NewInstance instance) {
					return super.create(instance.key(), 0, List.of(instance)).get(0);
				}

			};
		}

	},

	/** What may have been applied counts as refused. */
	B8("a lost reply that is taken as a refusal", Set.of("L6", "O3"), FaultKind.DROP, FaultKind.LOSE_REPLY,
			FaultKind.LATE) {

		@Override
		public WorkflowStore atEngine(WorkflowStore store) {
			return new ForwardingStore(store) {

				@Override
				public List<CommitResult> commit(UUID owner, List<Commit> commits, boolean wait) {
					try {
						return super.commit(owner, commits, wait);
					}
					catch (StoreUnavailableException ex) {
						if (ex.applied() == Applied.UNKNOWN) {
							throw new StoreRejectedException(Objects.toString(ex.getMessage()), ex);
						}
						throw ex;
					}
				}

			};
		}

	},

	/** A run falls asleep without a look at what it was told meanwhile. */
	B9("a suspend that has seen every signal", Set.of("W1")) {

		@Override
		public WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
			return Commits.changed(store, Commits::havingSeenEverything);
		}

	},

	/** Failed attempts are counted in memory. */
	B10("attempts that are not stored", Set.of("L3", "L6")) {

		@Override
		public WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
			return Commits.changed(store, (commit) -> Commits.withoutFailure(commit, database.clock().getAsLong()));
		}

	},

	/** Nobody looks for what the node owns without knowing. */
	B11("no reconcile", Set.of("I2"), FaultKind.LOSE_REPLY, FaultKind.LATE) {

		@Override
		public boolean does(String duty) {
			return !duty.equals("reconcile");
		}

	},

	/** The history is read by the statement that claims. */
	B12("a claim and its history in one statement", Set.of("L2", "L3", "N2"), FaultKind.FREEZE,
			FaultKind.FORCE_RELEASE) {

		@Override
		public WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
			return new EarlyHistoryStore(store, database, machine);
		}

	};

	private final String what;

	private final Set<String> predicates;

	private final Set<FaultKind> kinds;

	BrokenEngine(String what, Set<String> predicates, FaultKind... kinds) {
		this.what = what;
		this.predicates = predicates;
		this.kinds = EnumSet.noneOf(FaultKind.class);
		this.kinds.addAll(List.of(kinds));
	}

	public String what() {
		return this.what;
	}

	/** The predicates that say what is wrong with it, any of them. */
	public Set<String> predicates() {
		return this.predicates;
	}

	/** The faults under which it matters. */
	public Set<FaultKind> kinds() {
		return this.kinds;
	}

}
