package dev.workflows.store;

import java.util.UUID;

/**
 * The transaction of the application thread that calls us.
 *
 * @since 0.1
 */
public interface CallerTransaction {

	/**
	 * Returns the state of the calling thread.
	 * @return the state
	 */
	State state();

	/**
	 * Does something just before the transaction commits. All such actions of one
	 * transaction run in the order of their keys, so that two transactions never lock the
	 * same instances in opposite order.
	 * @param key the key of the instance that the action locks
	 * @param action the action
	 */
	void beforeCommit(UUID key, Runnable action);

	/**
	 * Does something once the transaction has committed; not if it rolls back.
	 * @param action the action
	 */
	void afterCommit(Runnable action);

	/**
	 * What a thread's transaction allows.
	 */
	enum State {

		/**
		 * There is none on our store, or it has already committed: verbs use a
		 * transaction of their own.
		 */
		NONE,

		/** There is one to join. */
		ACTIVE,

		/** There is one that must not write. */
		READ_ONLY,

		/** There is one that can only roll back. */
		ROLLBACK_ONLY

	}

}
