package dev.workflows.runtime;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identities from the wall clock and the JVM's random numbers. They grow strictly within
 * one instance of this class, even when the clock steps back.
 * <p>
 * The layout is that of RFC 9562, section 5.7: 48 bits of epoch milliseconds, 12 bits of
 * a counter in place of {@code rand_a}, 62 random bits.
 *
 * @since 0.1
 */
public final class SystemEngineIds implements EngineIds {

	private final EngineClock clock;

	private final String process;

	/** Milliseconds in the upper 52 bits, the counter in the lower 12. */
	private final AtomicLong last = new AtomicLong();

	/**
	 * Creates the identities.
	 * @param clock the clock whose wall time goes into them
	 */
	public SystemEngineIds(EngineClock clock) {
		this.clock = clock;
		ProcessHandle handle = ProcessHandle.current();
		this.process = handle.pid() + "@"
				+ handle.info().startInstant().map((start) -> Long.toString(start.toEpochMilli())).orElse("0");
	}

	@Override
	public UUID next() {
		long now = this.clock.wallMillis() << 12;
		long stamp = this.last.updateAndGet((previous) -> Math.max(previous + 1, now));
		long high = ((stamp >>> 12) << 16) | 0x7000L | (stamp & 0xFFFL);
		long low = (ThreadLocalRandom.current().nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
		return new UUID(high, low);
	}

	@Override
	public double chance() {
		return ThreadLocalRandom.current().nextDouble();
	}

	@Override
	public String process() {
		return this.process;
	}

}
