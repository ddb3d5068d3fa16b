package dev.workflows.autoconfigure;

import java.time.Duration;

import dev.workflows.engine.WorkflowEngine;
import dev.workflows.settings.EngineSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the engine when the application is ready to be used, and stops it first: in the
 * last phase of a start, and the first of a stop.
 */
final class WorkflowsLifecycle implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(WorkflowsLifecycle.class);

	private final WorkflowEngine engine;

	private final WorkflowBeans workflows;

	private final DutyScheduler duties;

	private final EngineSettings settings;

	private final Duration phaseTimeout;

	private volatile boolean running;

	WorkflowsLifecycle(WorkflowEngine engine, WorkflowBeans workflows, DutyScheduler duties, EngineSettings settings,
			Duration phaseTimeout) {
		this.engine = engine;
		this.workflows = workflows;
		this.duties = duties;
		this.settings = settings;
		this.phaseTimeout = phaseTimeout;
	}

	@Override
	public void start() {
		if (this.settings.shutdownGrace().compareTo(this.phaseTimeout) > 0) {
			logger.warn(
					"workflows.shutdown-grace is {}, but the application waits only {} for it to pass; raise"
							+ " spring.lifecycle.timeout-per-shutdown-phase above it",
					this.settings.shutdownGrace(), this.phaseTimeout);
		}
		this.workflows.create();
		this.engine.start();
		this.running = true;
		this.duties.start(this.engine.duties());
	}

	@Override
	public void stop() {
		if (!this.running) {
			return;
		}
		try {
			this.engine.stop(this.settings.shutdownGrace());
		}
		finally {
			// Last, as the engine's own waiting may need its duties.
			this.duties.stop();
			this.running = false;
		}
	}

	/**
	 * Stops on a thread of its own, so that other parts of the application stop
	 * meanwhile.
	 * @param callback called when it is done
	 */
	@Override
	public void stop(Runnable callback) {
		Thread stopper = new Thread(() -> {
			try {
				stop();
			}
			catch (RuntimeException ex) {
				logger.warn("The engine did not stop in good order; its instances go on when its lease is over", ex);
			}
			finally {
				callback.run();
			}
		}, "workflows-stop");
		stopper.start();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
