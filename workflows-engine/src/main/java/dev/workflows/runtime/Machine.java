package dev.workflows.runtime;

/**
 * What is taken from the machine, in one hand.
 *
 * @param clock time
 * @param threads threads
 * @param ids identities
 * @since 0.1
 */
public record Machine(EngineClock clock, EngineThreads threads, EngineIds ids) {
}
