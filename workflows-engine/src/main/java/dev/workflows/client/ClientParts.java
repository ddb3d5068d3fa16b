package dev.workflows.client;

import dev.workflows.payload.PayloadCodec;
import dev.workflows.registry.WorkflowRegistry;
import dev.workflows.runtime.Machine;
import dev.workflows.store.CallerTransaction;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.WorkflowStore;

/**
 * What a client is made of.
 *
 * @param registry the workflows that are known here
 * @param codec how values become JSON
 * @param store the writing side
 * @param queries the reading side
 * @param callers the callers' transactions
 * @param machine time, threads, identities
 * @param engine the engine
 * @param completions who waits for what
 * @since 0.1
 */
public record ClientParts(WorkflowRegistry registry, PayloadCodec codec, WorkflowStore store, InstanceQueries queries,
		CallerTransaction callers, Machine machine, EngineLink engine, Completions completions) {
}
