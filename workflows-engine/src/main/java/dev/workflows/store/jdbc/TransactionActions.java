package dev.workflows.store.jdbc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is to be done at the end of one transaction. A rollback to a savepoint drops what
 * was added since.
 */
final class TransactionActions implements TransactionSynchronization {

	private static final Logger logger = LoggerFactory.getLogger(TransactionActions.class);

	private final Object owner;

	private final List<Keyed> before = new ArrayList<>();

	private final List<Runnable> after = new ArrayList<>();

	private final Map<Object, int[]> savepoints = new IdentityHashMap<>();

	/** Whether nobody will come by again before the commit. */
	private boolean closed;

	private TransactionActions(Object owner) {
		this.owner = owner;
	}

	/**
	 * Returns the actions of the current transaction.
	 * @param owner whose actions
	 * @return the actions
	 */
	static TransactionActions current(Object owner) {
		for (TransactionSynchronization synchronization : TransactionSynchronizationManager.getSynchronizations()) {
			if (synchronization instanceof TransactionActions actions && actions.owner == owner) {
				return actions;
			}
		}
		TransactionActions actions = new TransactionActions(owner);
		TransactionSynchronizationManager.registerSynchronization(actions);
		TransactionSynchronizationManager.registerSynchronization(actions.new Last());
		return actions;
	}

	/**
	 * Adds an action to run before the commit; at once if the others have run already.
	 * @param key what it locks
	 * @param action the action
	 */
	void before(UUID key, Runnable action) {
		if (this.closed) {
			action.run();
			return;
		}
		this.before.add(new Keyed(key, action));
	}

	/**
	 * Adds an action to run after the commit.
	 * @param action the action
	 */
	void after(Runnable action) {
		this.after.add(action);
	}

	/** First, as a callback of somebody else that fails ends all that come later. */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void savepoint(Object savepoint) {
		this.savepoints.put(savepoint, new int[] { this.before.size(), this.after.size() });
	}

	@Override
	public void savepointRollback(Object savepoint) {
		int[] sizes = this.savepoints.getOrDefault(savepoint, new int[2]);
		truncate(this.before, sizes[0]);
		truncate(this.after, sizes[1]);
	}

	private static void truncate(List<?> list, int size) {
		if (size < list.size()) {
			list.subList(size, list.size()).clear();
		}
	}

	@Override
	public void afterCommit() {
		for (Runnable action : List.copyOf(this.after)) {
			try {
				action.run();
			}
			catch (RuntimeException ex) {
				logger.warn("What follows a transaction that has committed failed; the engine finds its work later "
						+ "by itself", ex);
			}
		}
	}

	private void runBefore() {
		while (!this.before.isEmpty()) {
			List<Keyed> batch = new ArrayList<>(this.before);
			this.before.clear();
			batch.sort(Comparator.comparing(Keyed::key));
			for (Keyed keyed : batch) {
				keyed.action().run();
			}
		}
		this.closed = true;
	}

	/**
	 * Runs the actions when all other callbacks before the commit have added theirs.
	 */
	private final class Last implements TransactionSynchronization {

		@Override
		public void beforeCommit(boolean readOnly) {
			runBefore();
		}

	}

	/**
	 * An action and what it locks.
	 */
	private record Keyed(UUID key, Runnable action) {
	}

}
