package dev.workflows.simulation.cluster;

import dev.workflows.simulation.world.SimMachine;
import dev.workflows.store.WorkflowStore;

/**
 * A way to break an engine, to see that the checker notices.
 */
public interface Breakage {

	/** An engine as it is. */
	Breakage NONE = new Breakage() {
	};

	/** Breaks what the engine hears from the way to the database. */
	default WorkflowStore atEngine(WorkflowStore store) {
		return store;
	}

	/** Breaks what the database does for a node. */
	default WorkflowStore atDatabase(WorkflowStore store, Database database, SimMachine machine) {
		return store;
	}

	/** Whether a duty is done. */
	default boolean does(String duty) {
		return true;
	}

}
