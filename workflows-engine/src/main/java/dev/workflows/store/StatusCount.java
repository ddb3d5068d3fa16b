package dev.workflows.store;

import dev.workflows.InstanceStatus;

/**
 * How many instances of a workflow have a status.
 *
 * @param workflow the workflow's name
 * @param status the status
 * @param count how many
 * @since 0.1
 */
public record StatusCount(String workflow, InstanceStatus status, long count) {
}
