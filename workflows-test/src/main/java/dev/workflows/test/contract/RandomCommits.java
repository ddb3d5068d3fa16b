package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
 * Draws commits: of few names, so that they meet each other.
 */
final class RandomCommits {

	private static final int NAMES = 6;

	private final Random random;

	private final List<Commit> earlier = new ArrayList<>();

	RandomCommits(Random random) {
		this.random = random;
	}

	/** Draws a commit, or a repeat of an earlier one. */
	Commit next(Claimed claimed, long now) {
		if (!this.earlier.isEmpty() && this.random.nextInt(8) == 0) {
			return this.earlier.get(this.random.nextInt(this.earlier.size()));
		}
		StepWrite step = step(now);
		AttemptWrite attempt = attempt(step, now);
		boolean records = step instanceof StepWrite.SleepBegun
				|| (attempt instanceof AttemptWrite.Failed failed && failed.retryMillis() != null);
		long fence = claimed.fence() + ((this.random.nextInt(15) == 0) ? this.random.nextInt(3) - 1 : 0);
		Commit commit = new Commit(claimed.key(), fence, new UUID(this.random.nextLong(), this.random.nextLong()), step,
				attempt, finished(step), transition(records, now), claimed.signal() + this.random.nextInt(2),
				this.random.nextInt(4) == 0);
		this.earlier.add(commit);
		return commit;
	}

	private @Nullable StepWrite step(long now) {
		return switch (this.random.nextInt(5)) {
			case 0, 1 -> ended(now);
			case 2 -> sleep((long) this.random.nextInt(4_000), null);
			case 3 -> sleep(null, now + this.random.nextInt(4_000));
			default -> null;
		};
	}

	private StepWrite sleep(@Nullable Long millis, @Nullable Long until) {
		StepKey key = key(StepKind.SLEEP);
		return new StepWrite.SleepBegun(key, seqOf(key), millis, until);
	}

	private StepWrite ended(long now) {
		StepKey key = key(StepKind.RUN);
		boolean success = this.random.nextBoolean();
		Long startedAt = this.random.nextBoolean() ? (Long) (now - 5_000 - this.random.nextInt(100)) : null;
		return new StepWrite.Ended(key, seqOf(key), text(), startedAt, 1 + this.random.nextInt(3),
				this.random.nextInt(50), success, success ? text() : null, success ? null : text());
	}

	/** The engine records of a step that ends no attempt but its own last. */
	private @Nullable AttemptWrite attempt(@Nullable StepWrite step, long now) {
		if (step instanceof StepWrite.SleepBegun || this.random.nextInt(3) == 0) {
			return null;
		}
		StepKey key = (step != null && this.random.nextBoolean()) ? step.key() : key(StepKind.RUN);
		int attempt = 1 + this.random.nextInt(3);
		String options = this.random.nextBoolean() ? text() : null;
		if (this.random.nextBoolean()) {
			return new AttemptWrite.Begun(key, seqOf(key), attempt, options, this.random.nextInt(100));
		}
		Long startedAt = this.random.nextBoolean() ? (Long) (now - this.random.nextInt(100)) : null;
		Long retry = (step == null && this.random.nextBoolean()) ? (Long) (long) this.random.nextInt(4_000) : null;
		return new AttemptWrite.Failed(key, seqOf(key), attempt, options, startedAt, this.random.nextInt(100), text(),
				retry);
	}

	/** A sleep that begins has not passed, so the same commit never ends it. */
	private List<StepKey> finished(@Nullable StepWrite step) {
		List<StepKey> keys = new ArrayList<>();
		while (this.random.nextInt(3) == 0) {
			StepKey key = key(StepKind.SLEEP);
			if (!keys.contains(key) && (step == null || !step.key().equals(key))) {
				keys.add(key);
			}
		}
		return keys;
	}

	private Transition transition(boolean records, long now) {
		return switch (this.random.nextInt(10)) {
			case 0, 1 -> (records && this.random.nextBoolean()) ? new Transition.Suspend(null)
					: new Transition.Suspend(now - 500 + this.random.nextInt(4_000));
			case 2 -> new Transition.Complete(this.random.nextBoolean() ? text() : null);
			case 3 -> new Transition.Fail(text());
			case 4 -> new Transition.Release();
			default -> Transition.STAY;
		};
	}

	private StepKey key(StepKind kind) {
		String scope = (this.random.nextInt(4) == 0) ? "branch" : "";
		return new StepKey(scope, kind, "name" + this.random.nextInt(NAMES), 1 + this.random.nextInt(2));
	}

	/** Every key has a sequence number of its own, as in the engine. */
	private static long seqOf(StepKey key) {
		long name = Long.parseLong(key.name().substring("name".length()));
		return 1 + key.count() + 10 * name + (key.kind() == StepKind.SLEEP ? 100 : 0)
				+ (key.scope().isEmpty() ? 0 : 1_000);
	}

	private String text() {
		return "\"" + "text\u00E9".repeat(this.random.nextInt(3)) + this.random.nextInt(1_000) + "\"";
	}

}
