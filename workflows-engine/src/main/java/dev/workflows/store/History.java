package dev.workflows.store;

import java.util.List;
import java.util.UUID;

/**
 * What is recorded of an instance, for its replay.
 *
 * @param instance the instance's key
 * @param fence the row's fence after the reading; if it is not the claim's, this may not
 * be the history of the claimed run. -1 if the row is gone
 * @param steps the recorded verbs by growing {@code seq}; the first ones where
 * {@code complete} is {@code false}
 * @param attempts the attempts of steps that have not ended
 * @param complete whether {@code steps} has all; if not, {@link WorkflowStore#steps} has
 * the rest
 * @since 0.1
 */
public record History(UUID instance, long fence, List<StepRow> steps, List<AttemptRow> attempts, boolean complete) {

	public History {
		steps = List.copyOf(steps);
		attempts = List.copyOf(attempts);
	}

}
