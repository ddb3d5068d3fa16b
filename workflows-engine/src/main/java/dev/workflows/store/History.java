package dev.workflows.store;

import java.util.List;
import java.util.UUID;

/**
 * What is recorded of an instance, for its replay.
 *
 * @param instance the instance's key
 * @param steps the recorded verbs by growing {@code seq}; the first ones where
 * {@code complete} is {@code false}
 * @param attempts the attempts of steps that have not ended
 * @param complete whether {@code steps} has all; if not, {@link WorkflowStore#steps} has
 * the rest
 * @since 0.1
 */
public record History(UUID instance, List<StepRow> steps, List<AttemptRow> attempts, boolean complete) {

	public History {
		steps = List.copyOf(steps);
		attempts = List.copyOf(attempts);
	}

}
