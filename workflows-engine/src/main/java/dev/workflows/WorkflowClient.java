package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * Creates and finds instances. Within a Spring transaction on the workflow
 * {@code DataSource} every call joins it: an instance exists if and only if the
 * transaction commits, and starts only then.
 * <p>
 * Creating is idempotent: the same id with the same parameters gives the existing
 * instance, finished or not; with other parameters it is an
 * {@link InstanceAlreadyExistsException}.
 *
 * @since 0.1
 */
public interface WorkflowClient {

	/**
	 * Creates an instance with a random id.
	 * @param <P> the type of the parameters
	 * @param <R> the type of the result
	 * @param workflow the workflow
	 * @param params the parameters
	 * @return the instance
	 */
	default <P extends @Nullable Object, R extends @Nullable Object> WorkflowInstance<R> create(
			WorkflowType<P, R> workflow, P params) {
		return create(workflow, CreateOptions.withRandomId(), params);
	}

	/**
	 * Creates an instance with an id.
	 * @param <P> the type of the parameters
	 * @param <R> the type of the result
	 * @param workflow the workflow
	 * @param id the id, unique within the workflow
	 * @param params the parameters
	 * @return the instance
	 */
	default <P extends @Nullable Object, R extends @Nullable Object> WorkflowInstance<R> create(
			WorkflowType<P, R> workflow, String id, P params) {
		return create(workflow, CreateOptions.withId(id), params);
	}

	/**
	 * Creates an instance.
	 * @param <P> the type of the parameters
	 * @param <R> the type of the result
	 * @param workflow the workflow
	 * @param options the id and what to do when it is in use
	 * @param params the parameters
	 * @return the instance
	 * @throws WorkflowValidationException if the id or the parameters break a rule
	 * @throws WorkflowNotFoundException if no such workflow is registered here
	 * @throws InstanceAlreadyExistsException if the id is in use with other parameters
	 * @throws StoreUnavailableException if the database does not answer
	 */
	<P extends @Nullable Object, R extends @Nullable Object> WorkflowInstance<R> create(WorkflowType<P, R> workflow,
			CreateOptions options, P params);

	/**
	 * Creates an instance with a random id.
	 * @param <P> the type of the parameters
	 * @param <R> the type of the result
	 * @param workflow the workflow's class
	 * @param params the parameters
	 * @return the instance
	 */
	default <P extends @Nullable Object, R extends @Nullable Object> WorkflowInstance<R> create(
			Class<? extends WorkflowEntrypoint<P, R>> workflow, P params) {
		return create(type(workflow), params);
	}

	/**
	 * Creates an instance with an id.
	 * @param <P> the type of the parameters
	 * @param <R> the type of the result
	 * @param workflow the workflow's class
	 * @param id the id, unique within the workflow
	 * @param params the parameters
	 * @return the instance
	 */
	default <P extends @Nullable Object, R extends @Nullable Object> WorkflowInstance<R> create(
			Class<? extends WorkflowEntrypoint<P, R>> workflow, String id, P params) {
		return create(type(workflow), id, params);
	}

	/**
	 * Creates an instance.
	 * @param <P> the type of the parameters
	 * @param <R> the type of the result
	 * @param workflow the workflow's class
	 * @param options the id and what to do when it is in use
	 * @param params the parameters
	 * @return the instance
	 */
	default <P extends @Nullable Object, R extends @Nullable Object> WorkflowInstance<R> create(
			Class<? extends WorkflowEntrypoint<P, R>> workflow, CreateOptions options, P params) {
		return create(type(workflow), options, params);
	}

	/**
	 * Creates an instance with a random id.
	 * @param workflow the workflow's name
	 * @param params the parameters, of the workflow's type or anything whose JSON fits it
	 * @return the instance
	 */
	default WorkflowInstance<?> create(String workflow, @Nullable Object params) {
		return create(workflow, CreateOptions.withRandomId(), params);
	}

	/**
	 * Creates an instance with an id.
	 * @param workflow the workflow's name
	 * @param id the id, unique within the workflow
	 * @param params the parameters, of the workflow's type or anything whose JSON fits it
	 * @return the instance
	 */
	default WorkflowInstance<?> create(String workflow, String id, @Nullable Object params) {
		return create(workflow, CreateOptions.withId(id), params);
	}

	/**
	 * Creates an instance.
	 * @param workflow the workflow's name
	 * @param options the id and what to do when it is in use
	 * @param params the parameters, of the workflow's type or anything whose JSON fits it
	 * @return the instance
	 */
	WorkflowInstance<?> create(String workflow, CreateOptions options, @Nullable Object params);

	/**
	 * Finds an instance.
	 * @param <R> the type of the result
	 * @param workflow the workflow
	 * @param id the id
	 * @return the instance
	 * @throws InstanceNotFoundException if there is none
	 */
	<R extends @Nullable Object> WorkflowInstance<R> get(WorkflowType<?, R> workflow, String id);

	/**
	 * Finds an instance.
	 * @param <R> the type of the result
	 * @param workflow the workflow's class
	 * @param id the id
	 * @return the instance
	 * @throws InstanceNotFoundException if there is none
	 */
	default <R extends @Nullable Object> WorkflowInstance<R> get(Class<? extends WorkflowEntrypoint<?, R>> workflow,
			String id) {
		return get(typeOf(workflow), id);
	}

	/**
	 * Finds an instance.
	 * @param workflow the workflow's name
	 * @param id the id
	 * @return the instance
	 * @throws InstanceNotFoundException if there is none
	 */
	WorkflowInstance<?> get(String workflow, String id);

	/**
	 * Returns the type of a registered workflow.
	 * @param <P> the type of the parameters
	 * @param <R> the type of the result
	 * @param workflow the workflow's class
	 * @return the type
	 * @throws WorkflowNotFoundException if the class is not registered
	 */
	<P extends @Nullable Object, R extends @Nullable Object> WorkflowType<P, R> type(
			Class<? extends WorkflowEntrypoint<P, R>> workflow);

	private <R extends @Nullable Object> WorkflowType<?, R> typeOf(Class<? extends WorkflowEntrypoint<?, R>> workflow) {
		@SuppressWarnings("unchecked")
		Class<? extends WorkflowEntrypoint<Object, R>> known = (Class<? extends WorkflowEntrypoint<Object, R>>) workflow;
		return type(known);
	}

}
