package dev.workflows.store;

import java.util.UUID;

/**
 * A node as the store knows it.
 *
 * @param owner the owner id, new at each start of an engine
 * @param heartbeat a counter that grows with every renewal
 * @param expired whether its lease is over by the database's clock
 * @since 0.1
 */
public record NodeState(UUID owner, long heartbeat, boolean expired) {
}
