package dev.workflows.store;

import java.util.UUID;

import dev.workflows.InstanceStatus;
import org.jspecify.annotations.Nullable;

/**
 * An instance as it is listed, without its payloads.
 *
 * @param key the instance's key
 * @param workflow the workflow's name
 * @param id the instance's id
 * @param run the number of the run
 * @param status the status
 * @param createdAt when it was created, epoch ms
 * @param startedAt when its run first began, epoch ms, or {@code null}
 * @param endedAt when its run ended, epoch ms, or {@code null}
 * @param dueAt when the engine looks at it next, epoch ms, or {@code null}
 * @param crashCount how many takeovers without progress
 * @since 0.1
 */
public record InstanceRow(UUID key, String workflow, String id, int run, InstanceStatus status, long createdAt,
		@Nullable Long startedAt, @Nullable Long endedAt, @Nullable Long dueAt, int crashCount) {
}
