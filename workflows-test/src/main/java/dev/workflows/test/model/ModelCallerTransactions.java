package dev.workflows.test.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import dev.workflows.store.CallerTransaction;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of application threads on the model store, begun and ended by hand.
 * What {@link ModelStore#createJoined} and {@link ModelStore#controlJoined} do within one
 * is seen by others once it commits. Rows that it has touched are locked until it ends:
 * claims pass them over and commits find them busy.
 *
 * @since 0.1
 */
public final class ModelCallerTransactions implements CallerTransaction {

	private final ModelTables tables;

	private final ThreadLocal<@Nullable Open> current = new ThreadLocal<>();

	ModelCallerTransactions(ModelTables tables) {
		this.tables = tables;
	}

	/**
	 * Begins a transaction on the calling thread.
	 * @throws IllegalStateException if the thread has one
	 */
	public void begin() {
		begin(false);
	}

	/**
	 * Begins a transaction on the calling thread.
	 * @param readOnly whether it must not write
	 * @throws IllegalStateException if the thread has one
	 */
	public void begin(boolean readOnly) {
		if (this.current.get() != null) {
			throw new IllegalStateException("this thread is in a transaction already");
		}
		this.current.set(new Open(new ModelTransaction(this.tables), readOnly));
	}

	/**
	 * Lets the transaction of the calling thread end in a rollback.
	 */
	public void setRollbackOnly() {
		open().rollbackOnly = true;
	}

	/**
	 * Ends the transaction of the calling thread: the actions before the commit in the
	 * order of their keys, the commit, the actions after it. An action before the commit
	 * that fails rolls back.
	 * @return {@code false} if it was rolled back because it could only do that
	 */
	public boolean commit() {
		Open open = open();
		try {
			runBeforeCommit(open);
		}
		catch (Throwable ex) {
			rollback();
			throw ex;
		}
		if (open.rollbackOnly) {
			rollback();
			return false;
		}
		end(open.transaction::commit);
		open.afterCommit.forEach(Runnable::run);
		return true;
	}

	/**
	 * Ends the transaction of the calling thread and undoes its work.
	 */
	public void rollback() {
		end(open().transaction::rollback);
	}

	@Override
	public State state() {
		Open open = this.current.get();
		if (open == null) {
			return State.NONE;
		}
		if (open.rollbackOnly) {
			return State.ROLLBACK_ONLY;
		}
		return open.readOnly ? State.READ_ONLY : State.ACTIVE;
	}

	@Override
	public void beforeCommit(UUID key, Runnable action) {
		open().beforeCommit.add(new Keyed(key, action));
	}

	@Override
	public void afterCommit(Runnable action) {
		open().afterCommit.add(action);
	}

	/** Returns the transaction that reads of the calling thread join. */
	@Nullable ModelTransaction reader() {
		Open open = this.current.get();
		return (open != null) ? open.transaction : null;
	}

	/** Returns the transaction that writes of the calling thread join. */
	@Nullable ModelTransaction writer() {
		Open open = this.current.get();
		if (open != null && open.readOnly) {
			throw new IllegalStateException("the transaction of this thread must not write");
		}
		return reader();
	}

	private void runBeforeCommit(Open open) {
		while (!open.beforeCommit.isEmpty() && !open.rollbackOnly) {
			List<Keyed> actions = new ArrayList<>(open.beforeCommit);
			open.beforeCommit.clear();
			actions.sort(Comparator.comparing(Keyed::key, ModelTables.KEY_ORDER));
			actions.forEach((keyed) -> keyed.action().run());
		}
	}

	private void end(Runnable how) {
		this.tables.lock.lock();
		try {
			how.run();
		}
		finally {
			this.tables.lock.unlock();
			this.current.remove();
		}
	}

	private Open open() {
		Open open = this.current.get();
		if (open == null) {
			throw new IllegalStateException("this thread is in no transaction");
		}
		return open;
	}

	private record Keyed(UUID key, Runnable action) {
	}

	/** A transaction that has not ended; seen by its own thread only. */
	private static final class Open {

		final ModelTransaction transaction;

		final boolean readOnly;

		boolean rollbackOnly;

		final List<Keyed> beforeCommit = new ArrayList<>();

		final List<Runnable> afterCommit = new ArrayList<>();

		Open(ModelTransaction transaction, boolean readOnly) {
			this.transaction = transaction;
			this.readOnly = readOnly;
		}

	}

}
