package dev.workflows.autoconfigure;

import dev.workflows.engine.WorkflowEngineBuilder;
import dev.workflows.observation.EngineListener;
import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineIds;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.SystemEngineClock;
import dev.workflows.runtime.SystemEngineIds;
import dev.workflows.runtime.SystemEngineThreads;

import org.springframework.beans.factory.ObjectProvider;

/**
 * What beans of the application may add to the engine or replace in it.
 *
 * @param clocks time
 * @param threads threads
 * @param ids identities
 * @param listeners who hears what happens
 * @param customizers what has the last word
 */
record EngineParts(ObjectProvider<EngineClock> clocks, ObjectProvider<EngineThreads> threads,
		ObjectProvider<EngineIds> ids, ObjectProvider<EngineListener> listeners,
		ObjectProvider<WorkflowEngineBuilderCustomizer> customizers) {

	void applyTo(WorkflowEngineBuilder builder, boolean virtual) {
		EngineClock clock = this.clocks.getIfAvailable(SystemEngineClock::new);
		builder.machine(clock, this.threads.getIfAvailable(() -> new SystemEngineThreads(virtual)),
				this.ids.getIfAvailable(() -> new SystemEngineIds(clock)));
		builder.listener(new EngineListeners(this.listeners.orderedStream().toList()));
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
	}

}
