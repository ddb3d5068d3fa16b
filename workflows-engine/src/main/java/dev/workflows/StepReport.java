package dev.workflows;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One recorded verb of an instance.
 *
 * @param kind the kind
 * @param name the name
 * @param count the how-manieth use of the name, from 1
 * @param start when it began
 * @param end when it ended, or {@code null} while it is open
 * @param success whether it succeeded, or {@code null} while it is open
 * @param deadline when a sleep ends or a back-off is over, or {@code null}
 * @param output the result as JSON, or {@code null}
 * @param error what it failed with for good, or {@code null}
 * @param attempts the attempts of a step, in order
 * @since 0.1
 */
public record StepReport(StepKind kind, String name, int count, Instant start, @Nullable Instant end,
		@Nullable Boolean success, @Nullable Instant deadline, @Nullable String output, @Nullable ErrorDetail error,
		List<AttemptReport> attempts) {

	public StepReport {
		attempts = List.copyOf(attempts);
	}

}
