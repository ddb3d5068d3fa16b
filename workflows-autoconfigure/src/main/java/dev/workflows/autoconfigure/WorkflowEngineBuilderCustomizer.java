package dev.workflows.autoconfigure;

import dev.workflows.engine.WorkflowEngineBuilder;

/**
 * Changes the engine before it is built. All beans of this type are called in their
 * order, after everything else has been set.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface WorkflowEngineBuilderCustomizer {

	/**
	 * Customizes the builder.
	 * @param builder the builder
	 */
	void customize(WorkflowEngineBuilder builder);

}
