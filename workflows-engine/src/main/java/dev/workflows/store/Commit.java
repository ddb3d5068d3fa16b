package dev.workflows.store;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One mutation of one owned instance, applied as a whole or not at all.
 *
 * @param instance the instance's key
 * @param fence the fence of the claim
 * @param token names this mutation, so that it is recognised when its reply was lost;
 * written to the step or else to the attempt
 * @param step the verb to record, or {@code null}
 * @param attempt the attempt to record, or {@code null}
 * @param finished sleeps whose deadline has passed, to be marked as ended
 * @param transition what happens to the row
 * @param signalSeen the signal that the run has seen
 * @param progress whether the crash count goes back to 0; {@code true} only in careful
 * mode, as it costs a write of the row
 * @since 0.1
 */
public record Commit(UUID instance, long fence, UUID token, @Nullable StepWrite step, @Nullable AttemptWrite attempt,
		List<StepKey> finished, Transition transition, long signalSeen, boolean progress) {

	public Commit {
		finished = List.copyOf(finished);
	}

}
