package dev.workflows.simulation.world;

import dev.workflows.runtime.EngineThreads;

/**
 * A signal whose raise and wait are points at which another thread may go on.
 */
final class SimSignal implements EngineThreads.Signal {

	private final World world;

	private boolean raised;

	SimSignal(World world) {
		this.world = world;
	}

	@Override
	public void raise() {
		this.raised = true;
		this.world.yield();
	}

	@Override
	public boolean await(long nanos) {
		this.world.await(() -> this.raised, nanos);
		boolean was = this.raised;
		this.raised = false;
		return was;
	}

}
