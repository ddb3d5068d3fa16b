package dev.workflows.store;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An instance that a node owns.
 *
 * @param key the instance's key
 * @param workflow the workflow's name
 * @param id the instance's id
 * @param run the number of the run, from 1
 * @param fence the fence of this claim; the store refuses every other
 * @param params the parameters as JSON, or {@code null}
 * @param createdAt when it was created, epoch ms
 * @param crashCount how many takeovers without progress came before; above 0 the instance
 * runs in careful mode
 * @param signal the value of the row's signal at the claim
 * @param pausedTotal how long the instance has been paused in all, ms; added to stored
 * deadlines
 * @param now the database's time of the claim, epoch ms
 * @since 0.1
 */
public record Claimed(UUID key, String workflow, String id, int run, long fence, @Nullable String params,
		long createdAt, int crashCount, long signal, long pausedTotal, long now) {
}
