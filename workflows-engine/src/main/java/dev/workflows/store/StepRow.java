package dev.workflows.store;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A recorded verb.
 *
 * @param key what it is remembered by
 * @param seq the order of first start within the instance, growing, with gaps
 * @param options the options in force as JSON, or {@code null}
 * @param startedAt when it first began, epoch ms
 * @param endedAt when it ended, epoch ms, or {@code null} while it is open
 * @param success whether it succeeded, or {@code null} while it is open
 * @param deadline when a sleep ends, epoch ms in active time (without pauses), or
 * {@code null}
 * @param output the result as JSON, or {@code null}
 * @param error the error as JSON, or {@code null}
 * @param attempts the number of the attempt that ended it; 0 for a sleep
 * @param attemptStartedAt when that attempt began, epoch ms, or {@code null}
 * @param fence the fence under which it was written
 * @param token the token of the commit that wrote it
 * @since 0.1
 */
public record StepRow(StepKey key, long seq, @Nullable String options, long startedAt, @Nullable Long endedAt,
		@Nullable Boolean success, @Nullable Long deadline, @Nullable String output, @Nullable String error,
		int attempts, @Nullable Long attemptStartedAt, long fence, UUID token) {
}
