package dev.workflows.test.model;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The model database's clock. It moves only when told to.
 *
 * @since 0.1
 */
public final class ModelClock implements LongSupplier {

	private final AtomicLong now;

	/**
	 * Creates a clock.
	 * @param now the time that it shows, epoch ms
	 */
	public ModelClock(long now) {
		this.now = new AtomicLong(now);
	}

	@Override
	public long getAsLong() {
		return this.now.get();
	}

	/**
	 * Moves the clock.
	 * @param millis how far, in ms; backwards if negative
	 * @return the time that it shows now, epoch ms
	 */
	public long advance(long millis) {
		return this.now.addAndGet(millis);
	}

	/**
	 * Sets the clock.
	 * @param millis the time that it shows, epoch ms
	 */
	public void set(long millis) {
		this.now.set(millis);
	}

}
