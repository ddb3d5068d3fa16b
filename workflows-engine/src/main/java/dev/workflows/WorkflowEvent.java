package dev.workflows;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What started an instance. Changing the payload changes nothing that is stored.
 *
 * @param <P> the type of the payload
 * @param payload the parameters given at creation
 * @param timestamp when the instance was created, by the database's clock
 * @param instanceId the instance's id, unique within its workflow
 * @param workflowName the workflow's name
 * @since 0.1
 */
public record WorkflowEvent<P extends @Nullable Object>(P payload, Instant timestamp, String instanceId,
		String workflowName) {
}
