package dev.workflows.engine;

import java.util.Collection;

import dev.workflows.observation.EngineListener;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineIds;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.settings.EngineSettings;
import dev.workflows.store.CallerTransaction;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.WorkflowStore;

/**
 * Collects what an engine is made of. The store, its queries and the callers'
 * transactions are required; everything else has a default.
 *
 * @since 0.1
 */
public final class WorkflowEngineBuilder {

	WorkflowEngineBuilder() {
	}

	/**
	 * Sets where everything is kept.
	 * @param store the store
	 * @param queries its reading side
	 * @param callers the callers' transactions on it
	 * @return this builder
	 */
	public WorkflowEngineBuilder store(WorkflowStore store, InstanceQueries queries, CallerTransaction callers) {
		return this;
	}

	/**
	 * Sets the workflows that this engine can run.
	 * @param workflows the definitions, names unique
	 * @return this builder
	 */
	public WorkflowEngineBuilder workflows(Collection<WorkflowDefinition> workflows) {
		return this;
	}

	/**
	 * Sets the pace and the limits.
	 * @param settings the settings
	 * @return this builder
	 */
	public WorkflowEngineBuilder settings(EngineSettings settings) {
		return this;
	}

	/**
	 * Sets how values become JSON.
	 * @param codec the codec
	 * @return this builder
	 */
	public WorkflowEngineBuilder codec(PayloadCodec codec) {
		return this;
	}

	/**
	 * Sets who hears what happens.
	 * @param listener the listener
	 * @return this builder
	 */
	public WorkflowEngineBuilder listener(EngineListener listener) {
		return this;
	}

	/**
	 * Sets what is taken from the machine.
	 * @param clock time
	 * @param threads threads
	 * @param ids identities
	 * @return this builder
	 */
	public WorkflowEngineBuilder machine(EngineClock clock, EngineThreads threads, EngineIds ids) {
		return this;
	}

	/**
	 * Builds the engine.
	 * @return the engine, not started
	 */
	public WorkflowEngine build() {
		throw new IllegalStateException();
	}

}
