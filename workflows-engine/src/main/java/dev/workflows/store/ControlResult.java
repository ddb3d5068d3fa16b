package dev.workflows.store;

import java.util.UUID;

import dev.workflows.InstanceStatus;

/**
 * What became of a {@link ControlRequest}.
 *
 * @since 0.1
 */
public sealed interface ControlResult {

	/**
	 * It is done.
	 *
	 * @param key the instance's key
	 * @param fence the fence after it; runs under a lower one are void
	 */
	record Done(UUID key, long fence) implements ControlResult {
	}

	/**
	 * It was so already; nothing was changed.
	 */
	record Unchanged() implements ControlResult {
	}

	/**
	 * The status forbids it; nothing was changed.
	 *
	 * @param status the status
	 */
	record Refused(InstanceStatus status) implements ControlResult {
	}

	/**
	 * There is no such instance.
	 */
	record Missing() implements ControlResult {
	}

}
