package dev.workflows.test.contract;

import java.util.UUID;

import dev.workflows.store.InstanceQueries;
import dev.workflows.store.WorkflowStore;

/**
 * A store under test, with a clock that stands still until it is advanced.
 *
 * @since 0.1
 */
public interface StoreFixture {

	/**
	 * Returns the writing side.
	 * @return the store
	 */
	WorkflowStore store();

	/**
	 * Returns the reading side.
	 * @return the queries
	 */
	InstanceQueries queries();

	/**
	 * Removes all instances and nodes.
	 */
	void reset();

	/**
	 * Returns the time that the store goes by.
	 * @return the time, epoch ms
	 */
	long now();

	/**
	 * Moves the store's clock.
	 * @param millis how far, in ms
	 */
	void advance(long millis);

	/**
	 * Runs an application's work on the calling thread in a transaction that commits.
	 * @param work the work
	 */
	void commit(Runnable work);

	/**
	 * Runs an application's work on the calling thread in a transaction that rolls back.
	 * @param work the work
	 */
	void rollBack(Runnable work);

	/**
	 * Sets an instance's signal, as something that its owner must hear does.
	 * @param instance the key
	 * @param signal the signal
	 */
	void setSignal(UUID instance, long signal);

	/**
	 * Sets how long an instance has been paused.
	 * @param instance the key
	 * @param millis the time in ms
	 */
	void setPausedTotal(UUID instance, long millis);

	/**
	 * Sets an instance's status, and nothing else.
	 * @param instance the key
	 * @param word the word that is stored
	 */
	void setStatus(UUID instance, String word);

}
