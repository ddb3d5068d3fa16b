package dev.workflows.engine;

/**
 * How an engine is at one moment.
 *
 * @param running whether it is started
 * @param storeReachable whether the database answered last
 * @param leaseHeld whether the node's lease is renewed in time
 * @param runs how many instances run here
 * @param workers how many may run at once
 * @since 0.1
 */
public record EngineState(boolean running, boolean storeReachable, boolean leaseHeld, int runs, int workers) {
}
