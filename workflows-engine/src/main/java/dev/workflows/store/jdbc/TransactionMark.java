package dev.workflows.store.jdbc;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Knows of a transaction of the calling thread whether it has committed. Spring leaves
 * the connection bound and the transaction "active" while the callbacks after the commit
 * run, so what is written there would be lost.
 */
final class TransactionMark implements TransactionSynchronization {

	private static final String KEY = TransactionMark.class.getName();

	private final @Nullable TransactionExecution execution;

	/** A transaction that has committed and in whose callbacks this one was begun. */
	private final @Nullable Object outer;

	/** What was bound when the transaction was marked: its connection is among them. */
	private final Set<ConnectionHolder> holders = Collections.newSetFromMap(new IdentityHashMap<>());

	private boolean committed;

	private TransactionMark(@Nullable TransactionExecution execution, @Nullable Object outer) {
		this.execution = execution;
		this.outer = outer;
		for (Object resource : TransactionSynchronizationManager.getResourceMap().values()) {
			if (resource instanceof ConnectionHolder holder) {
				this.holders.add(holder);
			}
		}
	}

	/**
	 * Marks a transaction that has just begun.
	 * @param execution the transaction
	 */
	static void begin(TransactionExecution execution) {
		register(execution);
	}

	/**
	 * Returns the mark of the transaction of a connection, which is marked now if nobody
	 * has done so at its begin.
	 * @param holder the connection that is bound to the thread
	 * @return the mark
	 */
	static TransactionMark of(ConnectionHolder holder) {
		TransactionMark mark = find();
		return (mark != null && mark.covers(holder)) ? mark : register(null);
	}

	private boolean covers(ConnectionHolder holder) {
		return this.holders.contains(holder) || TransactionSynchronizationManager.getSynchronizations().contains(this);
	}

	/**
	 * Notes that a transaction is committed, as far as the application can do anything
	 * about it.
	 * @param execution the transaction
	 */
	static void commit(TransactionExecution execution) {
		TransactionMark mark = find();
		if (mark != null && mark.execution == execution) {
			mark.committed = true;
		}
	}

	private static @Nullable TransactionMark find() {
		return (TransactionMark) TransactionSynchronizationManager.getResource(KEY);
	}

	private static TransactionMark register(@Nullable TransactionExecution execution) {
		Object outer = TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
		TransactionMark mark = new TransactionMark(execution, outer);
		TransactionSynchronizationManager.bindResource(KEY, mark);
		TransactionSynchronizationManager.registerSynchronization(mark);
		return mark;
	}

	/**
	 * Returns whether the transaction has committed.
	 * @return whether it has
	 */
	boolean isCommitted() {
		return this.committed;
	}

	/**
	 * Returns whether the application has asked for a rollback, as far as can be seen.
	 * @return whether it has
	 */
	boolean isRollbackOnly() {
		return this.execution != null && !this.execution.isCompleted() && this.execution.isRollbackOnly();
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void suspend() {
		unbind();
	}

	@Override
	public void resume() {
		TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
		TransactionSynchronizationManager.bindResource(KEY, this);
	}

	/** Registered here, so that of all callbacks after the completion it is the last. */
	@Override
	public void beforeCompletion() {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCompletion(int status) {
				end();
			}
		});
	}

	@Override
	public void afterCommit() {
		this.committed = true;
	}

	private void end() {
		if (unbind() && this.outer != null) {
			TransactionSynchronizationManager.bindResource(KEY, this.outer);
		}
	}

	private boolean unbind() {
		boolean bound = (find() == this);
		if (bound) {
			TransactionSynchronizationManager.unbindResource(KEY);
		}
		return bound;
	}

}
