package dev.workflows.registry;

import dev.workflows.WorkflowEntrypoint;

/**
 * Makes definitions from beans.
 *
 * @since 0.1
 */
public final class WorkflowDefinitions {

	private WorkflowDefinitions() {
	}

	/**
	 * Creates the definition of a bean.
	 * @param name the workflow's name
	 * @param bean the code, possibly a proxy
	 * @param userClass the class behind any proxy, whose type arguments tell the types
	 * @return the definition
	 */
	public static WorkflowDefinition of(String name, WorkflowEntrypoint<?, ?> bean, Class<?> userClass) {
		throw new IllegalStateException();
	}

}
