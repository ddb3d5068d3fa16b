package dev.workflows.engine;

import java.time.Duration;
import java.util.List;

import dev.workflows.WorkflowClient;
import dev.workflows.dispatch.Duty;

/**
 * One engine on one store. It holds no static state, so several can live in one JVM; on
 * one database they are several nodes.
 *
 * @since 0.1
 */
public final class WorkflowEngine {

	private WorkflowEngine() {
	}

	/**
	 * Begins to build an engine.
	 * @return the builder
	 */
	public static WorkflowEngineBuilder builder() {
		return new WorkflowEngineBuilder();
	}

	/**
	 * Returns the client of this engine; it works before the start and after the stop
	 * too.
	 * @return the client
	 */
	public WorkflowClient client() {
		throw new IllegalStateException();
	}

	/**
	 * Returns what has to be done again and again. If nobody drives the duties, the
	 * engine does not poll, sweep or reconcile.
	 * @return the duties
	 */
	public List<Duty> duties() {
		throw new IllegalStateException();
	}

	/**
	 * Enters the node and begins to claim. A second start does nothing.
	 */
	public void start() {
		throw new IllegalStateException();
	}

	/**
	 * Stops in good order: claims no more, waits for the steps that are running, hands
	 * the instances over, leaves. A stopped engine can be started again, as a new node.
	 * @param grace how long to wait for running steps
	 */
	public void stop(Duration grace) {
		throw new IllegalStateException();
	}

	/**
	 * Returns how the engine is.
	 * @return its state now
	 */
	public EngineState state() {
		throw new IllegalStateException();
	}

}
