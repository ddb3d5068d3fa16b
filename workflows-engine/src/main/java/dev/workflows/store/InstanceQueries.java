package dev.workflows.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of persistence. Reads join the caller's transaction where there is
 * one.
 *
 * @since 0.1
 */
public interface InstanceQueries {

	/**
	 * Finds an instance.
	 * @param workflow the workflow's name
	 * @param id the instance's id
	 * @return the instance without its payloads
	 */
	Optional<InstanceRow> find(String workflow, String id);

	/**
	 * Reads an instance with everything recorded, as of one moment.
	 * @param workflow the workflow's name
	 * @param id the instance's id
	 * @return the story
	 */
	Optional<InstanceStory> story(String workflow, String id);

	/**
	 * Lists instances, the newest first.
	 * @param workflow the workflow's name
	 * @param status only those with this status, or {@code null}
	 * @param before only those whose key is lower, or {@code null} to begin
	 * @param limit how many at most
	 * @return the instances by falling key
	 */
	List<InstanceRow> list(String workflow, @Nullable InstanceStatus status, @Nullable UUID before, int limit);

	/**
	 * Counts the instances of every workflow by status.
	 * @return the counts that are not 0
	 */
	List<StatusCount> counts();

}
