package dev.workflows.store;

import java.util.UUID;

import dev.workflows.InstanceStatus;
import org.jspecify.annotations.Nullable;

/**
 * What became of a create.
 *
 * @since 0.1
 */
public sealed interface CreateResult {

	/**
	 * The instance was stored, now or by an earlier try of the same create.
	 *
	 * @param claimed the instance as claimed, if the create was asked to claim it and
	 * could; {@code null} if it waits in the queue
	 */
	record Created(@Nullable Claimed claimed) implements CreateResult {
	}

	/**
	 * The id is in use; nothing was stored.
	 *
	 * @param key the key of the instance that has the id
	 * @param status its status
	 * @param sameParams whether its parameters have the same hash
	 */
	record Existing(UUID key, InstanceStatus status, boolean sameParams) implements CreateResult {
	}

}
