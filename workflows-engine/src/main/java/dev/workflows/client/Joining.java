package dev.workflows.client;

import dev.workflows.store.CallerTransaction;

/**
 * Whether a verb works in the caller's transaction.
 */
final class Joining {

	private Joining() {
	}

	/**
	 * Returns whether there is a transaction to join.
	 * @throws IllegalStateException (WF-1905) if there is one that cannot be written to
	 */
	static boolean mustJoin(CallerTransaction callers, String what) {
		return switch (callers.state()) {
			case NONE -> false;
			case ACTIVE -> true;
			case READ_ONLY -> throw new IllegalStateException("WF-1905: cannot " + what
					+ " within a read-only transaction; make it @Transactional without readOnly, or call from outside");
			case ROLLBACK_ONLY -> throw new IllegalStateException("WF-1905: cannot " + what
					+ " within a transaction that is marked to roll back, as it would be lost");
		};
	}

}
