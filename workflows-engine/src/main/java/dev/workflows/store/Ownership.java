package dev.workflows.store;

import java.util.UUID;

/**
 * A row that a node owns, or believes to own.
 *
 * @param key the instance's key
 * @param fence the fence of the claim
 * @param signal the row's signal
 * @since 0.1
 */
public record Ownership(UUID key, long fence, long signal) {
}
