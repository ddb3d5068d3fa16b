package dev.workflows.store.jdbc;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
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

	private boolean committed;

	private TransactionMark(@Nullable TransactionExecution execution, @Nullable Object outer) {
		this.execution = execution;
		this.outer = outer;
	}

	/**
	 * Marks a transaction that has just begun.
	 * @param execution the transaction
	 */
	static void begin(TransactionExecution execution) {
		register(execution);
	}

	/**
	 * Returns the mark of the current transaction, which is marked now if nobody has done
	 * so at its begin.
	 * @return the mark
	 */
	static TransactionMark current() {
		TransactionMark mark = find();
		return (mark != null) ? mark : register(null);
	}

	/**
	 * Returns the mark of the current transaction.
	 * @return the mark, or {@code null} if it has none
	 */
	static @Nullable TransactionMark find() {
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
	 * Returns whether this is the mark of a transaction.
	 * @param candidate the transaction
	 * @return whether it is
	 */
	boolean isOf(TransactionExecution candidate) {
		return this.execution == candidate;
	}

	/**
	 * Notes that the transaction is committed, as far as the application can do anything
	 * about it.
	 */
	void commit() {
		this.committed = true;
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
		commit();
	}

	private void end() {
		unbind();
		if (this.outer != null) {
			TransactionSynchronizationManager.bindResource(KEY, this.outer);
		}
	}

	private void unbind() {
		if (find() == this) {
			TransactionSynchronizationManager.unbindResource(KEY);
		}
	}

}
