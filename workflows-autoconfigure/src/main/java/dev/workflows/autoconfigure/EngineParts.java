package dev.workflows.autoconfigure;

import dev.workflows.engine.WorkflowEngineBuilder;
import dev.workflows.observation.EngineListener;
import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineIds;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.SystemEngineClock;
import dev.workflows.runtime.SystemEngineIds;
import dev.workflows.runtime.SystemEngineThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;

/**
 * What beans of the application may add to the engine or replace in it.
 */
final class EngineParts implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EngineParts.class);

	/** From this version on, synchronized does not pin virtual threads. */
	private static final int UNPINNED = 24;

	private final BeanFactory beans;

	private final SystemEngineThreads threads;

	/**
	 * Collects the parts.
	 * @param beans where they may be
	 * @param virtual whether workers are virtual threads where no bean says otherwise
	 */
	EngineParts(BeanFactory beans, boolean virtual) {
		this.beans = beans;
		this.threads = new SystemEngineThreads(virtual);
		if (virtual && Runtime.version().feature() < UNPINNED) {
			logger.warn(
					"On Java {} a virtual thread that waits inside a synchronized block keeps its carrier thread;"
							+ " if steps use such code, run on Java {} or set workflows.virtual-threads=off",
					Runtime.version().feature(), UNPINNED);
		}
	}

	void applyTo(WorkflowEngineBuilder builder) {
		EngineClock clock = this.beans.getBeanProvider(EngineClock.class).getIfAvailable(SystemEngineClock::new);
		builder.machine(clock, this.beans.getBeanProvider(EngineThreads.class).getIfAvailable(() -> this.threads),
				this.beans.getBeanProvider(EngineIds.class).getIfAvailable(() -> new SystemEngineIds(clock)));
		builder
			.listener(new EngineListeners(this.beans.getBeanProvider(EngineListener.class).orderedStream().toList()));
		this.beans.getBeanProvider(WorkflowEngineBuilderCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(builder));
	}

	@Override
	public void close() {
		this.threads.close();
	}

}
