package dev.workflows.simulation.world;

/**
 * Leads a thread whose process was killed to its end. Catching it is of no use: the next
 * thing that the thread does with the world throws it again.
 */
public final class KilledError extends Error {

	private static final long serialVersionUID = 1L;

	KilledError() {
		super("killed", null, false, false);
	}

}
