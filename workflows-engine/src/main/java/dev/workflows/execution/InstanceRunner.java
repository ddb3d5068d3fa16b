package dev.workflows.execution;

import dev.workflows.store.Claimed;
import dev.workflows.store.History;

/**
 * Runs claimed instances, each from its first line to its end or its next wait.
 *
 * @since 0.1
 */
public final class InstanceRunner {

	/**
	 * Creates a runner.
	 * @param services what it works with
	 */
	public InstanceRunner(ExecutionServices services) {
	}

	/**
	 * Prepares an activation. Cheap; executes no application code.
	 * @param claimed the instance
	 * @param history what is recorded of it
	 * @return the activation
	 */
	public ActiveRun prepare(Claimed claimed, History history) {
		throw new IllegalStateException();
	}

	/**
	 * Executes an activation on the calling thread and makes its outcome durable. Never
	 * throws.
	 * @param run the activation
	 * @return how it ended
	 */
	public RunEnd run(ActiveRun run) {
		throw new IllegalStateException();
	}

	/**
	 * Looks after an activation whose {@link ActiveRun#nextWatchNanos} has come: shows a
	 * long body as running, interrupts a body that is out of time. Never blocks.
	 * @param run the activation
	 * @return whether the body has ignored the interrupt for so long that
	 * {@link #abandon} must be called
	 */
	public boolean watch(ActiveRun run) {
		throw new IllegalStateException();
	}

	/**
	 * Gives up the thread of an activation whose body is out of time and does not end:
	 * records the attempt and lets the instance wait for the next one, or go on
	 * elsewhere. Never throws. The activation's {@link #run} answers
	 * {@link RunEnd.Abandoned} whenever its body ends.
	 * @param run the activation
	 * @return how it ended
	 */
	public RunEnd abandon(ActiveRun run) {
		throw new IllegalStateException();
	}

}
