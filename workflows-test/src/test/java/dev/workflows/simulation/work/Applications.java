package dev.workflows.simulation.work;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import dev.workflows.AwaitTimeoutException;
import dev.workflows.CreateOptions;
import dev.workflows.InstanceNotFoundException;
import dev.workflows.InstanceStateException;
import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowInstance;
import dev.workflows.WorkflowType;
import dev.workflows.simulation.cluster.Cluster;
import dev.workflows.simulation.cluster.Database;
import dev.workflows.simulation.cluster.Member;
import dev.workflows.simulation.fault.StoreLink.SurpriseException;
import dev.workflows.simulation.work.Journal.Outcome;
import dev.workflows.simulation.world.SimTask;
import dev.workflows.simulation.world.World;
import dev.workflows.store.CallerTransaction;
import dev.workflows.test.model.ModelCallerTransactions;
import org.jspecify.annotations.Nullable;

/**
 * The applications of the cluster: run their errands in the processes of its members, and
 * die with them.
 */
public final class Applications {

	public static final WorkflowType<String, String> TYPE = WorkflowType.of("scripted", String.class, String.class);

	private static final long MILLI = 1_000_000;

	private static final int TRIES = 4;

	private final World world;

	private final Database database;

	private final Cluster cluster;

	private final Journal journal;

	private final SplittableRandom random;

	private int open;

	public Applications(Database database, Cluster cluster, Journal journal, SplittableRandom random) {
		this.world = database.world();
		this.database = database;
		this.cluster = cluster;
		this.journal = journal;
		this.random = random;
	}

	/** Whether all errands have been sent out, and are done or died. */
	public boolean areDone() {
		return this.open == 0;
	}

	/** Sends errands out at their times. */
	public void run(List<Errand> errands) {
		for (Errand errand : errands.stream().sorted(Comparator.comparingLong(Errand::startMillis)).toList()) {
			this.world.start(this.world.outside(), errand.id(), () -> {
				this.world.pause(errand.startMillis() * MILLI);
				send(errand.id() + "-create", (client) -> create(client, errand));
				if (errand.next() != Errand.Next.NOTHING) {
					this.world.pause(errand.nextMillis() * MILLI);
					send(errand.id() + "-next", (client) -> next(client, errand));
				}
				this.open--;
			});
			this.open++;
		}
	}

	/** Runs an errand in a process that takes calls, as soon as there is one. */
	private void send(String name, Consumer<WorkflowClient> errand) {
		Member member = this.cluster.open();
		while (member == null) {
			this.world.pause(500 * MILLI);
			member = this.cluster.open();
		}
		WorkflowClient client = member.client();
		SimTask task = this.world.start(member.process(), name, () -> errand.accept(client));
		this.world.await(task::hasEnded, Long.MAX_VALUE);
	}

	private void create(WorkflowClient client, Errand errand) {
		// Without an id, a second try would be a second instance.
		int tries = (errand.creation() == Errand.Creation.NO_ID) ? 1 : TRIES;
		for (int i = 0; i < tries; i++) {
			Journal.Entry entry = this.journal.asks(errand, "create");
			boolean known = answered(entry, () -> {
				boolean kept = inTransaction(errand, () -> {
					boolean named = errand.creation() != Errand.Creation.NO_ID;
					CreateOptions options = named ? CreateOptions.withId(errand.id()) : CreateOptions.withRandomId();
					WorkflowInstance<String> instance = client.create(TYPE, options, errand.params());
					tell(entry, instance.created() ? Outcome.UNKNOWN : Outcome.EXISTED, null);
				});
				if (entry.outcome() != Outcome.EXISTED) {
					tell(entry, kept ? Outcome.DONE : Outcome.NOT_DONE, null);
				}
			});
			if (known) {
				return;
			}
			this.world.pause(this.random.nextLong(2_000) * MILLI);
		}
	}

	/** Returns whether the work was kept; without a transaction it always is. */
	private boolean inTransaction(Errand errand, Runnable work) {
		if (!errand.creation().isJoined()) {
			work.run();
			return true;
		}
		return transaction(() -> {
			work.run();
			if (errand.creation().hangs()) {
				this.world.pause(this.random.nextLong(12_000) * MILLI);
			}
		}, errand.creation().rollsBack());
	}

	private boolean transaction(Runnable work, boolean rollBack) {
		ModelCallerTransactions callers = this.database.model().callerTransactions();
		callers.begin();
		try {
			work.run();
			this.world.yield();
			return !rollBack && callers.commit();
		}
		finally {
			if (callers.state() != CallerTransaction.State.NONE) {
				callers.rollback();
			}
		}
	}

	private void next(WorkflowClient client, Errand errand) {
		if (errand.next() == Errand.Next.CREATE_AGAIN) {
			create(client, errand);
			return;
		}
		if (errand.creation() == Errand.Creation.NO_ID) {
			return;
		}
		Journal.Entry entry = this.journal.asks(errand, errand.next().name());
		answered(entry, () -> {
			WorkflowInstance<String> instance = client.get(TYPE, errand.id());
			switch (errand.next()) {
				case STATUS -> tell(entry, Outcome.DONE, instance.status().output());
				case AWAIT -> tell(entry, Outcome.DONE, '"' + instance.await(Duration.ofSeconds(20)) + '"');
				case DELETE -> {
					await(instance);
					// A create that is still on its way would bring it back.
					this.world.pause(5_000 * MILLI);
					control(errand, instance::delete);
				}
				case TERMINATE -> control(errand, instance::terminate);
				case RESTART -> control(errand, instance::restart);
				default -> throw new IllegalStateException("no errand: " + errand);
			}
			if (entry.outcome() != Outcome.DONE) {
				tell(entry, Outcome.DONE, null);
			}
		});
	}

	private void await(WorkflowInstance<String> instance) {
		try {
			instance.await(Duration.ofSeconds(20));
		}
		catch (AwaitTimeoutException | WorkflowFailedException ex) {
			// The delete will tell.
		}
	}

	private void control(Errand errand, Runnable verb) {
		if (errand.joined()) {
			transaction(verb, false);
		}
		else {
			verb.run();
		}
	}

	/** Returns whether the answer settles the matter. */
	private boolean answered(Journal.Entry entry, Runnable call) {
		try {
			call.run();
			return true;
		}
		catch (StoreUnavailableException ex) {
			tell(entry, (ex.applied() == Applied.NO) ? Outcome.NOT_DONE : Outcome.UNKNOWN, null);
			return false;
		}
		catch (AwaitTimeoutException | InstanceNotFoundException | InstanceStateException
				| WorkflowFailedException ex) {
			tell(entry, Outcome.NOT_DONE, null);
			return true;
		}
		catch (SurpriseException ex) {
			tell(entry, Outcome.UNKNOWN, null);
			return false;
		}
	}

	private void tell(Journal.Entry entry, Outcome outcome, @Nullable String answer) {
		entry.told(outcome, this.database.position(), answer);
	}

}
