package dev.workflows.simulation.fault;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.workflows.simulation.world.World;

/**
 * The database's clock: the true time, and by how much it is wrong.
 */
public final class DatabaseClock implements LongSupplier {

	private final World world;

	private long offset;

	public DatabaseClock(World world) {
		this.world = world;
	}

	@Override
	public long getAsLong() {
		return this.world.millis() + this.offset;
	}

	public void step(long millis) {
		this.offset += millis;
	}

	/** Does something as if the clock showed another time. */
	public <T> T shifted(long millis, Supplier<T> action) {
		this.offset += millis;
		try {
			return action.get();
		}
		finally {
			this.offset -= millis;
		}
	}

}
