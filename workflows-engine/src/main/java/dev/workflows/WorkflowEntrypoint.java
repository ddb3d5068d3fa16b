package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The code of a workflow. One bean serves all instances, so it keeps no state of an
 * instance in fields. {@link #run} is executed from its first line on every activation;
 * recorded steps answer from the store.
 *
 * @param <P> the type of the parameters
 * @param <R> the type of the result
 * @since 0.1
 */
@FunctionalInterface
public interface WorkflowEntrypoint<P extends @Nullable Object, R extends @Nullable Object> {

	/**
	 * Runs one instance. What escapes makes the instance {@code errored}.
	 * @param event the parameters and the identity of the instance
	 * @param step the durable verbs, valid on this thread until the method ends
	 * @return the result of the instance, stored as JSON
	 * @throws Exception whatever the code throws
	 */
	R run(WorkflowEvent<P> event, WorkflowStep step) throws Exception;

}
