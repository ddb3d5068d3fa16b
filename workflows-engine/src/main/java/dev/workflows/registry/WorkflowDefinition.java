package dev.workflows.registry;

import java.lang.reflect.Type;

import dev.workflows.Names;
import dev.workflows.WorkflowEntrypoint;

/**
 * A workflow that this node can run.
 *
 * @param name the workflow's name
 * @param entrypoint the code, possibly a proxy
 * @param type the class that was annotated, behind any proxy
 * @param paramsType the type of the parameters
 * @param resultType the type of the result
 * @since 0.1
 */
public record WorkflowDefinition(String name, WorkflowEntrypoint<?, ?> entrypoint, Class<?> type, Type paramsType,
		Type resultType) {

	public WorkflowDefinition {
		Names.workflow(name);
	}

}
