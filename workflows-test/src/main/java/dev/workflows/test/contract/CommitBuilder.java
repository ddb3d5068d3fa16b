package dev.workflows.test.contract;

import java.util.List;
import java.util.UUID;

import dev.workflows.StepKind;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import org.jspecify.annotations.Nullable;

/**
 * Builds commits and what they record, so that a test says only what it is about.
 */
final class CommitBuilder {

	static final String OPTIONS = "{\"limit\":5}";

	private final UUID instance;

	private long fence;

	private UUID token = UUID.randomUUID();

	private @Nullable StepWrite step;

	private @Nullable AttemptWrite attempt;

	private List<StepKey> finished = List.of();

	private Transition transition = Transition.STAY;

	private long seen;

	private boolean progress;

	private CommitBuilder(Claimed claimed) {
		this.instance = claimed.key();
		this.fence = claimed.fence();
		this.seen = claimed.signal();
	}

	/** A commit that only checks that the instance is still owned. */
	static CommitBuilder by(Claimed claimed) {
		return new CommitBuilder(claimed);
	}

	static StepKey run(String name) {
		return new StepKey("", StepKind.RUN, name, 1);
	}

	static StepKey sleep(String name) {
		return new StepKey("", StepKind.SLEEP, name, 1);
	}

	static StepWrite.Ended ended(StepKey key, long seq) {
		return new StepWrite.Ended(key, seq, OPTIONS, null, 1, 20, true, "\"done\"", null);
	}

	static AttemptWrite.Begun begun(StepKey key, long seq, int attempt) {
		return new AttemptWrite.Begun(key, seq, attempt, (attempt == 1) ? OPTIONS : null, 7);
	}

	static AttemptWrite.Failed failed(StepKey key, long seq, int attempt, @Nullable Long retryMillis) {
		return new AttemptWrite.Failed(key, seq, attempt, (attempt == 1) ? OPTIONS : null, null, 20,
				"{\"type\":\"Declined\"}", retryMillis);
	}

	CommitBuilder fence(long fence) {
		this.fence = fence;
		return this;
	}

	CommitBuilder token(UUID token) {
		this.token = token;
		return this;
	}

	CommitBuilder step(StepWrite step) {
		this.step = step;
		return this;
	}

	CommitBuilder ends(String name, long seq) {
		return step(ended(run(name), seq));
	}

	CommitBuilder sleeps(String name, long seq, long millis) {
		return step(new StepWrite.SleepBegun(sleep(name), seq, millis, null));
	}

	CommitBuilder attempt(AttemptWrite attempt) {
		this.attempt = attempt;
		return this;
	}

	CommitBuilder fails(String name, long seq, int attempt, @Nullable Long retryMillis) {
		return attempt(failed(run(name), seq, attempt, retryMillis));
	}

	CommitBuilder finishes(StepKey... sleeps) {
		this.finished = List.of(sleeps);
		return this;
	}

	CommitBuilder to(Transition transition) {
		this.transition = transition;
		return this;
	}

	CommitBuilder suspends() {
		return to(new Transition.Suspend(null));
	}

	CommitBuilder suspendsUntil(long dueAt) {
		return to(new Transition.Suspend(dueAt));
	}

	CommitBuilder completes() {
		return to(new Transition.Complete("\"result\""));
	}

	CommitBuilder seen(long signal) {
		this.seen = signal;
		return this;
	}

	CommitBuilder progress() {
		this.progress = true;
		return this;
	}

	Commit build() {
		return new Commit(this.instance, this.fence, this.token, this.step, this.attempt, this.finished,
				this.transition, this.seen, this.progress);
	}

}
