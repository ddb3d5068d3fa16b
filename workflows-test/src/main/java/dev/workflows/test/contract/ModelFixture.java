package dev.workflows.test.contract;

import java.util.UUID;

import dev.workflows.store.InstanceQueries;
import dev.workflows.store.StoreTraits;
import dev.workflows.store.WorkflowStore;
import dev.workflows.test.model.ModelCallerTransactions;
import dev.workflows.test.model.ModelClock;
import dev.workflows.test.model.ModelStore;

/**
 * The model as a store under test: the measure of all others.
 *
 * @since 0.1
 */
public final class ModelFixture implements StoreFixture {

	private final ModelClock clock = new ModelClock(1_700_000_000_000L);

	private final StoreTraits traits;

	private ModelStore store;

	/**
	 * Creates a fixture of a store that several processes may share.
	 */
	public ModelFixture() {
		this(new StoreTraits("Model", false, true, true));
	}

	ModelFixture(StoreTraits traits) {
		this.traits = traits;
		this.store = new ModelStore(this.clock, traits);
	}

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
		this.store = new ModelStore(this.clock, this.traits);
	}

	/**
	 * Sets the model's clock.
	 * @param now the time, epoch ms
	 */
	void setNow(long now) {
		this.clock.set(now);
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
