package dev.workflows.simulation.broken;

import dev.workflows.simulation.cluster.Database;
import dev.workflows.simulation.world.SimMachine;

/**
 * The time that a broken store leaves between two things that should be one.
 */
final class Delays {

	private Delays() {
	}

	static void some(Database database, SimMachine machine) {
		boolean can = !database.world().isBetweenTurns();
		if (can && machine.chance() < 0.2) {
			database.world().pause((long) (machine.chance() * 10_000_000_000L));
		}
	}

}
