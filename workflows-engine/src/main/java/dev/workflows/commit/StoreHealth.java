package dev.workflows.commit;

import java.util.concurrent.locks.ReentrantLock;

import dev.workflows.observation.EngineListener;
import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the database answers, and keeps an outage from filling the log: one line
 * when it begins, one a minute while it lasts, one when it is over.
 *
 * @since 0.1
 */
public final class StoreHealth {

	private static final Logger logger = LoggerFactory.getLogger(StoreHealth.class);

	private static final long MINUTE = 60_000_000_000L;

	private static final long FIRST_PAUSE = 10_000_000L;

	private static final long LONGEST_PAUSE = 15_000_000_000L;

	private final EngineClock clock;

	private final EngineIds ids;

	private final EngineListener listener;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile boolean reachable = true;

	private long outageSince;

	private long lastLine;

	/** Whether this outage has been told of, and its end is worth a line. */
	private boolean told;

	private boolean everTold;

	/**
	 * Creates the health.
	 * @param clock the clock
	 * @param ids for the jitter of the pauses
	 * @param listener hears when the database goes and comes back
	 */
	public StoreHealth(EngineClock clock, EngineIds ids, EngineListener listener) {
		this.clock = clock;
		this.ids = ids;
		this.listener = listener;
	}

	/**
	 * Returns whether the database answered last.
	 * @return whether it did
	 */
	public boolean isReachable() {
		return this.reachable;
	}

	/**
	 * Notes that the database did what it was asked.
	 */
	public void answered() {
		if (this.reachable) {
			return;
		}
		this.lock.lock();
		try {
			if (!this.reachable) {
				this.reachable = true;
				if (this.told) {
					this.told = false;
					logger.info("The workflow database answers again, after {} s",
							(this.clock.nanoTime() - this.outageSince) / 1_000_000_000L);
				}
				this.listener.storeReachable(true);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Notes that the database did not.
	 * @param what what it was asked for
	 * @param error what came instead
	 */
	public void failed(String what, Throwable error) {
		this.lock.lock();
		try {
			long now = this.clock.nanoTime();
			if (this.reachable) {
				this.reachable = false;
				this.outageSince = now;
				this.listener.storeReachable(false);
			}
			// Also when it comes and goes: some calls may fail while others succeed.
			if (!this.everTold || now - this.lastLine >= MINUTE) {
				this.everTold = true;
				this.told = true;
				this.lastLine = now;
				logger.warn("The workflow database does not answer ({}, for {} s); the engine keeps trying", what,
						(now - this.outageSince) / 1_000_000_000L, error);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns how long to pause before another try: full jitter below a bound that
	 * doubles from 10 ms to 15 s.
	 * @param tries how many tries have failed, from 1
	 * @return the pause in ns, at least 1 ms
	 */
	public long pauseNanos(int tries) {
		long bound = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(tries - 1, 20));
		return Math.max(1_000_000L, (long) (bound * this.ids.chance()));
	}

}
