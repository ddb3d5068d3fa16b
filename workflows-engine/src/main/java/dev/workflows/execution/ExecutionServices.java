package dev.workflows.execution;

import dev.workflows.observation.EngineListener;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.registry.WorkflowRegistry;
import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineIds;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.settings.EngineSettings;
import dev.workflows.store.Committer;

/**
 * What the execution of instances needs from the rest of the engine.
 *
 * @param registry the workflows that exist here
 * @param codec how values become JSON
 * @param settings the pace and the limits
 * @param committer makes mutations durable
 * @param clock the machine's time
 * @param threads the machine's threads
 * @param ids identities and chance
 * @param listener hears what happens
 * @param node the node that the instances run on
 * @param interruptible whether user code may be interrupted without harm to the store
 * @since 0.1
 */
public record ExecutionServices(WorkflowRegistry registry, PayloadCodec codec, EngineSettings settings,
		Committer committer, EngineClock clock, EngineThreads threads, EngineIds ids, EngineListener listener,
		NodeGate node, boolean interruptible) {
}
