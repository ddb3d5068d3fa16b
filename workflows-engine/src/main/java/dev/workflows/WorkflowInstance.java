package dev.workflows;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A handle on one stored instance. It holds an identity, not a state: every call asks the
 * store, joining the caller's transaction where there is one.
 *
 * @param <R> the type of the result
 * @since 0.1
 */
public interface WorkflowInstance<R extends @Nullable Object> {

	/**
	 * Returns the workflow's name.
	 * @return the name
	 */
	String workflow();

	/**
	 * Returns the instance's id.
	 * @return the id
	 */
	String id();

	/**
	 * Returns whether the call that gave this handle created the instance; {@code false}
	 * when it existed already.
	 * @return whether it was created
	 */
	boolean created();

	/**
	 * Returns the status with everything recorded: steps, attempts, output, error.
	 * @return the report
	 * @throws InstanceNotFoundException if the instance is gone
	 */
	InstanceReport status();

	/**
	 * Blocks until the instance has ended.
	 * @param timeout how long to wait at most
	 * @return the result
	 * @throws WorkflowFailedException if it ended errored or terminated
	 * @throws AwaitTimeoutException if it has not ended in time; the instance goes on
	 * @throws InstanceNotFoundException if the instance is gone
	 * @throws IllegalStateException if called within a transaction, which would keep the
	 * instance from being seen
	 */
	R await(Duration timeout);

	/**
	 * Ends the instance. When this returns (or the surrounding transaction commits) no
	 * further result of this run is stored. A terminated instance stays as it is.
	 * @throws InstanceStateException if it is complete or errored
	 * @throws InstanceNotFoundException if the instance is gone
	 */
	void terminate();

	/**
	 * Begins a new run with the same id and parameters, whatever the state. All recorded
	 * steps are dropped.
	 * @throws InstanceNotFoundException if the instance is gone
	 */
	void restart();

	/**
	 * Removes the instance and all that is recorded of it. The id can be used again.
	 * @throws InstanceStateException if it has not ended
	 * @throws InstanceNotFoundException if the instance is gone
	 */
	void delete();

}
