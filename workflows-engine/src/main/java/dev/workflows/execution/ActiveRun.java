package dev.workflows.execution;

import java.util.UUID;

/**
 * One activation of one claimed instance.
 *
 * @since 0.1
 */
public final class ActiveRun {

	ActiveRun() {
	}

	/**
	 * Returns the instance's key.
	 * @return the key
	 */
	public UUID key() {
		throw new IllegalStateException();
	}

	/**
	 * Returns the fence of the claim.
	 * @return the fence
	 */
	public long fence() {
		throw new IllegalStateException();
	}

	/**
	 * Returns the workflow's name.
	 * @return the name
	 */
	public String workflow() {
		throw new IllegalStateException();
	}

	/**
	 * Returns the instance's id.
	 * @return the id
	 */
	public String id() {
		throw new IllegalStateException();
	}

	/**
	 * Says that the ownership is gone: the run closes, user code is interrupted, a parked
	 * wait ends. Never blocks.
	 */
	public void lose() {
	}

	/**
	 * Asks to hand the instance over: the run ends at its next verb; a parked wait ends.
	 * Never blocks.
	 */
	public void release() {
	}

	/**
	 * Returns when {@link InstanceRunner#watch} is wanted.
	 * @return the monotonic time, {@code Long.MAX_VALUE} if there is nothing to watch
	 */
	public long nextWatchNanos() {
		return Long.MAX_VALUE;
	}

}
