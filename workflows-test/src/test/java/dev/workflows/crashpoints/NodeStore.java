package dev.workflows.crashpoints;

import java.util.function.Consumer;

import dev.workflows.store.CallerTransaction;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.WorkflowStore;

/**
 * The store as one node reaches it, calls going wrong as planned.
 *
 * @param store the writing side
 * @param queries the reading side
 * @param callers the application's transactions
 * @param transactions does something in a transaction of the application
 */
public record NodeStore(WorkflowStore store, InstanceQueries queries, CallerTransaction callers,
		Consumer<Runnable> transactions) {
}
