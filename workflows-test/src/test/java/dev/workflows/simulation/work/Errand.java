package dev.workflows.simulation.work;

/**
 * What an application does with one instance.
 *
 * @param index the number of the instance within the plan
 * @param script the number that its script is made of
 * @param startMillis when it is created
 * @param creation how it is created
 * @param next what is done with it afterwards
 * @param nextMillis when, after the creation
 * @param joined whether that is done within a transaction
 */
public record Errand(int index, long script, long startMillis, Creation creation, Next next, long nextMillis,
		boolean joined) {

	public String id() {
		return "instance-" + this.index;
	}

	public String params() {
		return Long.toString(this.script);
	}

	/**
	 * How an instance is created.
	 */
	public enum Creation {

		/** With an id of its own. */
		PLAIN,
		/** With an id that the engine makes up. */
		NO_ID,
		/** In a transaction that commits. */
		COMMIT,
		/** In a transaction that rolls back. */
		ROLLBACK,
		/** In a transaction that takes long, and commits. */
		HANG_AND_COMMIT,
		/** In a transaction that takes long, and rolls back. */
		HANG_AND_ROLLBACK;

		boolean isJoined() {
			return this != PLAIN && this != NO_ID;
		}

		boolean hangs() {
			return this == HANG_AND_COMMIT || this == HANG_AND_ROLLBACK;
		}

		public boolean rollsBack() {
			return this == ROLLBACK || this == HANG_AND_ROLLBACK;
		}

	}

	/**
	 * What is done with an instance later.
	 */
	public enum Next {

		/** Nothing. */
		NOTHING,
		/** The same create again. */
		CREATE_AGAIN,
		/** Its report is read. */
		STATUS,
		/** Its result is waited for. */
		AWAIT,
		/** It is ended. */
		TERMINATE,
		/** It begins anew. */
		RESTART,
		/** It is removed once it has ended. */
		DELETE

	}

}
