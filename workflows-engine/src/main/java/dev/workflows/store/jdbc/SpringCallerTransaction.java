package dev.workflows.store.jdbc;

import java.util.UUID;

import javax.sql.DataSource;

import dev.workflows.store.CallerTransaction;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The Spring transaction of the calling thread on one database. A transaction on another
 * database is none.
 */
final class SpringCallerTransaction implements CallerTransaction {

	private final CallerDataSource dataSource;

	SpringCallerTransaction(CallerDataSource dataSource) {
		this.dataSource = dataSource;
	}

	@Override
	public State state() {
		// Cleared before the callbacks after the completion are called.
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			return State.NONE;
		}
		DataSource key = this.dataSource.joinable();
		ConnectionHolder holder = (key != null) ? CallerDataSource.holder(key) : null;
		if (holder == null) {
			return State.NONE;
		}
		TransactionMark mark = TransactionMark.of(holder);
		if (mark.isCommitted()) {
			return State.NONE;
		}
		if (mark.isRollbackOnly() || holder.isRollbackOnly()) {
			return State.ROLLBACK_ONLY;
		}
		return TransactionSynchronizationManager.isCurrentTransactionReadOnly() ? State.READ_ONLY : State.ACTIVE;
	}

	@Override
	public void beforeCommit(UUID key, Runnable action) {
		actions().before(key, action);
	}

	@Override
	public void afterCommit(Runnable action) {
		actions().after(action);
	}

	private TransactionActions actions() {
		if (state() == State.NONE) {
			throw new IllegalStateException("there is no transaction to wait for");
		}
		return TransactionActions.current(this);
	}

}
