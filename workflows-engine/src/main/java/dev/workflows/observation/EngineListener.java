package dev.workflows.observation;

import dev.workflows.InstanceStatus;

/**
 * Hears what the engine does. Called on the engine's threads: no I/O, no exceptions. No
 * payload is ever given, and no instance id, so that every argument can be a metric's tag
 * or value.
 *
 * @since 0.1
 */
public interface EngineListener {

	/** Hears nothing. */
	EngineListener NONE = new EngineListener() {
	};

	/**
	 * An attempt of a step has ended.
	 * @param workflow the workflow's name
	 * @param outcome how it ended
	 * @param nanos how long its body ran
	 */
	default void attemptEnded(String workflow, Outcome outcome, long nanos) {
	}

	/**
	 * A run has ended.
	 * @param workflow the workflow's name
	 * @param status complete or errored
	 */
	default void instanceEnded(String workflow, InstanceStatus status) {
	}

	/**
	 * The code of a workflow caught the engine's way out of a wait and went on; it has
	 * been stopped at its next verb or at its end.
	 * @param workflow the workflow's name
	 */
	default void suspensionSwallowed(String workflow) {
	}

	/**
	 * A body did not end after it was interrupted; its thread has been given up.
	 * @param workflow the workflow's name
	 */
	default void attemptAbandoned(String workflow) {
	}

	/**
	 * A run was stopped because it is no longer the owner.
	 * @param workflow the workflow's name
	 */
	default void fenced(String workflow) {
	}

	/**
	 * Instances were claimed.
	 * @param count how many
	 */
	default void claimed(int count) {
	}

	/**
	 * A transaction of gathered mutations has been written.
	 * @param size how many mutations it had
	 * @param nanos how long it took
	 */
	default void committed(int size, long nanos) {
	}

	/**
	 * Instances of dead nodes were freed.
	 * @param freed how many go on
	 * @param parked how many were parked
	 */
	default void takenOver(int freed, int parked) {
	}

	/**
	 * The database does not answer, or answers again.
	 * @param reachable whether it answers
	 */
	default void storeReachable(boolean reachable) {
	}

	/**
	 * How an attempt ended.
	 */
	enum Outcome {

		/** With a recorded result. */
		SUCCEEDED,

		/** With an error. */
		FAILED,

		/** Out of time. */
		TIMED_OUT

	}

}
