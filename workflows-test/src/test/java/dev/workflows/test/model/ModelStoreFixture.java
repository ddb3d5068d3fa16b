package dev.workflows.test.model;

import java.util.UUID;

import dev.workflows.store.InstanceQueries;
import dev.workflows.store.WorkflowStore;
import dev.workflows.test.contract.StoreFixture;

/**
 * The model under test.
 */
public final class ModelStoreFixture implements StoreFixture {

	private final ModelClock clock = new ModelClock(1_700_000_000_000L);

	private ModelStore store = new ModelStore(this.clock);

	@Override
	public WorkflowStore store() {
		return this.store;
	}

	@Override
	public InstanceQueries queries() {
		return this.store;
	}

	@Override
	public void reset() {
		this.store = new ModelStore(this.clock);
	}

	@Override
	public long now() {
		return this.clock.getAsLong();
	}

	@Override
	public void advance(long millis) {
		this.clock.advance(millis);
	}

	@Override
	public void commit(Runnable work) {
		ModelCallerTransactions transactions = this.store.callerTransactions();
		transactions.begin();
		try {
			work.run();
		}
		catch (Throwable ex) {
			transactions.rollback();
			throw ex;
		}
		transactions.commit();
	}

	@Override
	public void rollBack(Runnable work) {
		ModelCallerTransactions transactions = this.store.callerTransactions();
		transactions.begin();
		try {
			work.run();
		}
		finally {
			transactions.rollback();
		}
	}

	@Override
	public void setSignal(UUID instance, long signal) {
		this.store.setSignal(instance, signal);
	}

	@Override
	public void setPausedTotal(UUID instance, long millis) {
		this.store.setPausedTotal(instance, millis);
	}

	@Override
	public void setStatus(UUID instance, String word) {
		this.store.setStatus(instance, word);
	}

}
