package dev.workflows.store;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An instance with all that is recorded of it.
 *
 * @param instance the instance
 * @param params the parameters as JSON, or {@code null}
 * @param output the result as JSON, or {@code null}
 * @param error the error as JSON, or {@code null}
 * @param steps the recorded verbs by growing sequence number
 * @param attempts all recorded attempts, by sequence number and number
 * @since 0.1
 */
public record InstanceStory(InstanceRow instance, @Nullable String params, @Nullable String output,
		@Nullable String error, List<StepRow> steps, List<AttemptRow> attempts) {

	public InstanceStory {
		steps = List.copyOf(steps);
		attempts = List.copyOf(attempts);
	}

}
