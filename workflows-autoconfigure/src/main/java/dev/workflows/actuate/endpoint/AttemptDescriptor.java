package dev.workflows.actuate.endpoint;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An attempt of a step.
 *
 * @param attempt the number, from 1
 * @param start when it began
 * @param end when it ended, or {@code null} while it is open
 * @param success whether it succeeded, or {@code null} while it is open
 * @param error what it failed with, or {@code null}
 * @since 0.1
 */
public record AttemptDescriptor(int attempt, Instant start, @Nullable Instant end, @Nullable Boolean success,
		@Nullable ErrorDescriptor error) {
}
