package dev.workflows.dispatch;

import dev.workflows.observation.EngineListener;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.registry.WorkflowRegistry;
import dev.workflows.runtime.Machine;
import dev.workflows.settings.EngineSettings;
import dev.workflows.store.WorkflowStore;

/**
 * What a node is made of.
 *
 * @param store the store
 * @param registry the workflows it can run
 * @param codec how values become JSON
 * @param settings the pace and the limits
 * @param machine time, threads, identities
 * @param listener hears what happens
 * @param ended hears of each instance that has ended here
 * @since 0.1
 */
public record NodeParts(WorkflowStore store, WorkflowRegistry registry, PayloadCodec codec, EngineSettings settings,
		Machine machine, EngineListener listener, EndedListener ended) {

	/**
	 * Hears of each instance that has ended.
	 */
	@FunctionalInterface
	public interface EndedListener {

		/**
		 * An instance has ended on this node.
		 * @param workflow the workflow's name
		 * @param id the instance's id
		 */
		void ended(String workflow, String id);

	}

}
