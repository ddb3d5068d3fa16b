package dev.workflows.crashpoints;

import java.time.Duration;

import dev.workflows.StoreUnavailableException;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Creates the instances, and repeats what has failed or died without an answer, as
 * applications do.
 */
final class Application {

	/** Created in a transaction of the application. */
	static final String JOINED = "joined";

	/** Created in a transaction of its own. */
	static final String OWN = "own";

	/** What is done at one moment is done by one thread. */
	private static final Duration BETWEEN = Duration.ofMillis(40);

	private final Ledger ledger;

	private volatile CrashNode node;

	private volatile boolean done;

	Application(CrashNode node, Ledger ledger) {
		this.ledger = ledger;
		runOn(node);
	}

	static String params(String id) {
		return id.equals(OWN) ? ReferenceWorkflow.FULL : ReferenceWorkflow.SHORT;
	}

	/** Moves to a node if the one it was on is dead. */
	void moveTo(CrashNode other) {
		if (!this.done && !this.node.isAlive()) {
			runOn(other);
		}
	}

	boolean isDone() {
		return this.done;
	}

	private void runOn(CrashNode where) {
		this.node = where;
		where.execute(() -> {
			where.pause(BETWEEN);
			create(where, () -> where.inTransaction(() -> create(where, JOINED)));
			where.pause(BETWEEN);
			create(where, () -> create(where, OWN));
			this.done = true;
		});
	}

	private static void create(CrashNode where, String id) {
		where.client().create(ReferenceWorkflow.TYPE, id, params(id));
	}

	private void create(CrashNode where, Runnable create) {
		while (true) {
			try {
				create.run();
				return;
			}
			catch (StoreUnavailableException | TransactionException | DataAccessException ex) {
				where.pause(Duration.ofMillis(110));
			}
			catch (RuntimeException ex) {
				this.ledger.violation("a create failed with " + ex);
				return;
			}
		}
	}

}
