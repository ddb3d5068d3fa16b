package dev.workflows.execution;

/**
 * How an activation of an instance ended on this node.
 *
 * @since 0.1
 */
public sealed interface RunEnd {

	/** The instance is complete. */
	record Completed() implements RunEnd {
	}

	/** The instance is errored. */
	record Failed() implements RunEnd {
	}

	/**
	 * The instance waits without an owner.
	 *
	 * @param dueInMillis the time until it is due, 0 or more; {@code Long.MAX_VALUE} if
	 * it is not known
	 */
	record Suspended(long dueInMillis) implements RunEnd {
	}

	/** The instance was handed over and is due at once. */
	record Released() implements RunEnd {
	}

	/** The instance belongs to somebody else, or its fate is theirs to decide. */
	record Lost() implements RunEnd {
	}

	/** The thread was given up; {@link InstanceRunner#abandon} has decided. */
	record Abandoned() implements RunEnd {
	}

}
