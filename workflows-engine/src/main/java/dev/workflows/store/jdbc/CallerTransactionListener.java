package dev.workflows.store.jdbc;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the engine what only a transaction manager knows: that a transaction of the
 * application has committed although its callbacks are still running, and that it was
 * marked for rollback. To be added to the managers of the application's transactions; it
 * has no state of its own, so one serves all managers and engines.
 * <p>
 * Without it, a verb that is called from a plain {@code afterCommit} callback is lost if
 * it is the first one in its transaction, and a transaction that was marked for rollback
 * from the outside is not refused by name.
 *
 * @since 0.1
 */
public final class CallerTransactionListener implements TransactionExecutionListener {

	/**
	 * Creates the listener.
	 */
	public CallerTransactionListener() {
	}

	@Override
	public void afterBegin(TransactionExecution transaction, @Nullable Throwable beginFailure) {
		if (beginFailure == null && transaction.isNewTransaction()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionMark.begin(transaction);
		}
	}

	/** Nothing of the application runs between this and the commit. */
	@Override
	public void beforeCommit(TransactionExecution transaction) {
		TransactionMark.commit(transaction);
	}

}
