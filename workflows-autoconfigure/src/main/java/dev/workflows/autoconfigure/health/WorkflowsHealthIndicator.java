package dev.workflows.autoconfigure.health;

import java.util.ArrayList;
import java.util.List;

import dev.workflows.engine.EngineState;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.store.StoreTraits;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Says whether the engine can work: down while its database does not answer or its lease
 * is not renewed, out of service while it is not started. It asks the engine and never
 * the database, so it answers at once. It belongs into a readiness group at most: a
 * restart cures nothing that it reports.
 *
 * @since 0.1
 */
public class WorkflowsHealthIndicator extends AbstractHealthIndicator {

	private final WorkflowEngine engine;

	/**
	 * Creates the indicator.
	 * @param engine the engine
	 */
	public WorkflowsHealthIndicator(WorkflowEngine engine) {
		super("The state of the workflow engine could not be read");
		this.engine = engine;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		EngineState state = this.engine.state();
		StoreTraits store = this.engine.traits();
		if (!state.running()) {
			builder.outOfService();
		}
		else if (state.storeReachable() && state.leaseHeld()) {
			builder.up();
		}
		else {
			builder.down();
		}
		builder.withDetail("store", store.name())
			.withDetail("embedded", store.embedded())
			.withDetail("durable", store.durable())
			.withDetail("storeReachable", state.storeReachable())
			.withDetail("leaseHeld", state.leaseHeld())
			.withDetail("runs", state.runs())
			.withDetail("workers", state.workers());
		List<String> warnings = warnings(store);
		if (!warnings.isEmpty()) {
			builder.withDetail("warnings", warnings);
		}
	}

	private static List<String> warnings(StoreTraits store) {
		List<String> warnings = new ArrayList<>();
		if (!store.durable()) {
			warnings.add("Instances do not survive the end of the process: the database lives in memory.");
		}
		if (!store.survivesInterrupts()) {
			warnings.add("Steps that run out of time are not interrupted, as that would close the database;"
					+ " put async: into its URL.");
		}
		return warnings;
	}

}
