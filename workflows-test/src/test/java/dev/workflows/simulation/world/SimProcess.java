package dev.workflows.simulation.world;

/**
 * A process of the simulated cluster: what is killed and frozen together.
 */
public final class SimProcess {

	private final String name;

	private boolean dead;

	private long frozenUntil;

	public SimProcess(String name) {
		this.name = name;
	}

	public String name() {
		return this.name;
	}

	public boolean isDead() {
		return this.dead;
	}

	long frozenUntil() {
		return this.frozenUntil;
	}

	void die() {
		this.dead = true;
	}

	/** Stops all threads of the process until a time. */
	public void freezeUntil(long nanos) {
		this.frozenUntil = Math.max(this.frozenUntil, nanos);
	}

	public boolean isFrozen(World world) {
		return this.frozenUntil > world.nanos();
	}

	public void thaw() {
		this.frozenUntil = 0;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
