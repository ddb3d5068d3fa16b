package dev.workflows.store;

import java.util.List;
import java.util.UUID;

/**
 * Asks for due instances.
 *
 * @param owner the node's owner id
 * @param limit how many at most, at least 1
 * @param workflows the names of the workflows that the node can run
 * @since 0.1
 */
public record ClaimRequest(UUID owner, int limit, List<String> workflows) {

	public ClaimRequest {
		workflows = List.copyOf(workflows);
	}

}
