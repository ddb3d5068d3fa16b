package dev.workflows.actuate.endpoint;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A recorded verb.
 *
 * @param kind the kind, in lower case
 * @param name the name
 * @param count the how-manieth use of the name, from 1
 * @param start when it began
 * @param end when it ended, or {@code null} while it is open
 * @param success whether it succeeded, or {@code null} while it is open
 * @param deadline when a sleep ends or a back-off is over, or {@code null}
 * @param output the result, or {@code null}
 * @param error what it failed with for good, or {@code null}
 * @param attempts the attempts, in order
 * @since 0.1
 */
public record StepDescriptor(String kind, String name, int count, Instant start, @Nullable Instant end,
		@Nullable Boolean success, @Nullable Instant deadline, @Nullable Object output, @Nullable ErrorDescriptor error,
		List<AttemptDescriptor> attempts) {

	public StepDescriptor {
		attempts = List.copyOf(attempts);
	}

}
