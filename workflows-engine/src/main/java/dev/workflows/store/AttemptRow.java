package dev.workflows.store;

import org.jspecify.annotations.Nullable;

/**
 * A recorded attempt of a step. The store keeps its begin and its end as two rows and
 * gives them as one.
 *
 * @param key the step
 * @param seq the order of the step's first start within the instance
 * @param attempt the number, from 1
 * @param options the step's options as JSON, if this row recorded them
 * @param startedAt when it began, epoch ms
 * @param endedAt when it failed, epoch ms, or {@code null} if only its begin is recorded
 * @param error what it failed with, as JSON, or {@code null}
 * @param retryAt when the next attempt may begin, epoch ms in active time, or
 * {@code null}
 * @since 0.1
 */
public record AttemptRow(StepKey key, long seq, int attempt, @Nullable String options, long startedAt,
		@Nullable Long endedAt, @Nullable String error, @Nullable Long retryAt) {
}
