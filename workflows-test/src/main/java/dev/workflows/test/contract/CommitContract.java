package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A commit is applied as a whole for the owner of the newest fence, or not at all.
 */
abstract class CommitContract extends ClaimContract {

	@Test
	void endedStepIsRecordedWithItsOnlyAttempt() {
		Claimed claimed = running("a");
		fixture().advance(100);
		UUID token = UUID.randomUUID();
		long now = fixture().now();
		assertThat(commit(CommitBuilder.by(claimed).token(token).ends("pay", 3)))
			.isEqualTo(new CommitResult.Applied(now, null, 0));
		assertThat(story("a").steps()).containsExactly(new StepRow(CommitBuilder.run("pay"), 3, CommitBuilder.OPTIONS,
				now - 20, now, true, null, "\"done\"", null, 1, now - 20, claimed.fence(), token));
	}

	@Test
	void endedStepKeepsTheStartOfItsFirstAttempt() {
		Claimed claimed = running("a");
		fixture().advance(90_000);
		long now = fixture().now();
		commit(CommitBuilder.by(claimed)
			.step(new StepWrite.Ended(CommitBuilder.run("pay"), 1, "{}", now - 80_000, 3, 50, true, "1", null)));
		StepRow step = onlyStep("a");
		assertThat(step.startedAt()).isEqualTo(now - 80_000);
		assertThat(step.attemptStartedAt()).isEqualTo(now - 50);
		assertThat(step.endedAt()).isEqualTo(now);
		assertThat(step.attempts()).isEqualTo(3);
	}

	@Test
	void failedStepIsRecordedWithItsError() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed)
			.step(new StepWrite.Ended(CommitBuilder.run("pay"), 1, "{}", null, 1, 0, false, null, "{\"e\":1}")));
		assertThat(onlyStep("a").success()).isFalse();
		assertThat(onlyStep("a").output()).isNull();
		assertThat(onlyStep("a").error()).isEqualTo("{\"e\":1}");
	}

	@Test
	void sleepIsRecordedOpenWithItsDeadline() {
		Claimed claimed = running("a");
		fixture().advance(100);
		UUID token = UUID.randomUUID();
		long now = fixture().now();
		assertThat(commit(CommitBuilder.by(claimed).token(token).sleeps("nap", 2, 5_000)))
			.isEqualTo(new CommitResult.Applied(now, now + 5_000, 0));
		assertThat(story("a").steps()).containsExactly(new StepRow(CommitBuilder.sleep("nap"), 2, null, now, null, null,
				now + 5_000, null, null, 0, null, claimed.fence(), token));
		assertThat(row("a").status()).isEqualTo(InstanceStatus.RUNNING);
	}

	@Test
	void sleepUntilATimeHasThatDeadline() {
		Claimed claimed = running("a");
		long until = fixture().now() + 123_456;
		assertThat(deadlineOf(
				CommitBuilder.by(claimed).step(new StepWrite.SleepBegun(CommitBuilder.sleep("nap"), 1, null, until))))
			.isEqualTo(until);
		assertThat(onlyStep("a").deadline()).isEqualTo(until);
	}

	@Test
	void finishedSleepHasEndedWell() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).sleeps("nap", 1, 100));
		StepRow open = onlyStep("a");
		fixture().advance(150);
		commit(CommitBuilder.by(claimed).finishes(CommitBuilder.sleep("nap")));
		StepRow ended = onlyStep("a");
		assertThat(ended.endedAt()).isNotNull().isBetween(open.deadline(), fixture().now());
		assertThat(ended.success()).isTrue();
		assertThat(ended.deadline()).isEqualTo(open.deadline());
		assertThat(ended.token()).isEqualTo(open.token());
	}

	@Test
	void sleepIsFinishedTogetherWithTheNextStep() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).sleeps("nap", 1, 100));
		commit(CommitBuilder.by(claimed).sleeps("doze", 2, 100).finishes(CommitBuilder.sleep("nap")));
		assertThat(story("a").steps()).extracting((step) -> step.endedAt() != null).containsExactly(true, false);
	}

	@Test
	void finishingASleepAgainChangesNothing() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).sleeps("nap", 1, 100));
		commit(CommitBuilder.by(claimed).finishes(CommitBuilder.sleep("nap")));
		StepRow ended = onlyStep("a");
		fixture().advance(1_000);
		assertThat(commit(CommitBuilder.by(claimed).finishes(CommitBuilder.sleep("nap"))))
			.isInstanceOf(CommitResult.Applied.class);
		assertThat(onlyStep("a")).isEqualTo(ended);
	}

	@Test
	void finishingAnUnknownSleepChangesNothing() {
		Claimed claimed = running("a");
		assertThat(commit(CommitBuilder.by(claimed).finishes(CommitBuilder.sleep("nap"))))
			.isInstanceOf(CommitResult.Applied.class);
		assertThat(story("a").steps()).isEmpty();
	}

	@Test
	void begunAttemptIsRecorded() {
		Claimed claimed = running("a");
		fixture().advance(100);
		assertThat(commit(CommitBuilder.by(claimed).attempt(CommitBuilder.begun(CommitBuilder.run("pay"), 4, 1))))
			.isInstanceOf(CommitResult.Applied.class);
		assertThat(story("a").attempts()).containsExactly(new AttemptRow(CommitBuilder.run("pay"), 4, 1,
				CommitBuilder.OPTIONS, fixture().now() - 7, null, null, null));
	}

	@Test
	void begunAttemptThatIsRecordedAlreadyIsIgnored() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).attempt(CommitBuilder.begun(CommitBuilder.run("pay"), 4, 1)));
		List<AttemptRow> before = story("a").attempts();
		fixture().advance(100);
		assertThat(commit(CommitBuilder.by(claimed).attempt(CommitBuilder.begun(CommitBuilder.run("pay"), 4, 1))))
			.isInstanceOf(CommitResult.Applied.class);
		assertThat(story("a").attempts()).isEqualTo(before);
	}

	@Test
	void begunAttemptThatIsRecordedAlreadyDoesNotHinderTheRest() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).attempt(CommitBuilder.begun(CommitBuilder.run("pay"), 4, 1)));
		commit(CommitBuilder.by(claimed)
			.attempt(CommitBuilder.begun(CommitBuilder.run("pay"), 4, 1))
			.ends("other", 5)
			.to(new Transition.Release()));
		assertThat(onlyStep("a").key()).isEqualTo(CommitBuilder.run("other"));
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
	}

	@Test
	void failedAttemptIsRecordedWithTheTimeOfTheNext() {
		Claimed claimed = running("a");
		fixture().advance(100);
		long now = fixture().now();
		assertThat(commit(CommitBuilder.by(claimed).fails("pay", 4, 1, 10_000L)))
			.isEqualTo(new CommitResult.Applied(now, now + 10_000, 0));
		assertThat(story("a").attempts()).containsExactly(new AttemptRow(CommitBuilder.run("pay"), 4, 1,
				CommitBuilder.OPTIONS, now - 20, now, "{\"type\":\"Declined\"}", now + 10_000));
	}

	@Test
	void lastFailedAttemptHasNoNext() {
		Claimed claimed = running("a");
		assertThat(deadlineOf(CommitBuilder.by(claimed).fails("pay", 4, 6, null))).isNull();
		assertThat(story("a").attempts()).singleElement()
			.satisfies((attempt) -> assertThat(attempt.retryAt()).isNull());
	}

	@Test
	void beginAndFailureOfAnAttemptAreOneRow() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).attempt(CommitBuilder.begun(CommitBuilder.run("pay"), 4, 1)));
		long began = story("a").attempts().get(0).startedAt();
		fixture().advance(1_000);
		commit(CommitBuilder.by(claimed)
			.attempt(new AttemptWrite.Failed(CommitBuilder.run("pay"), 4, 1, null, began, 0, "{}", null)));
		assertThat(story("a").attempts()).containsExactly(new AttemptRow(CommitBuilder.run("pay"), 4, 1,
				CommitBuilder.OPTIONS, began, fixture().now(), "{}", null));
	}

	@Test
	void stepAndItsLastAttemptAreRecordedTogether() {
		Claimed claimed = running("a");
		assertThat(commit(CommitBuilder.by(claimed).ends("pay", 4).fails("pay", 4, 2, null)))
			.isInstanceOf(CommitResult.Applied.class);
		assertThat(story("a").steps()).hasSize(1);
		assertThat(story("a").attempts()).hasSize(1);
	}

	@Test
	void commitWithoutRecordsOnlyChecks() {
		Claimed claimed = running("a");
		fixture().setSignal(claimed.key(), 8);
		InstanceStory before = story("a");
		assertThat(commit(CommitBuilder.by(claimed))).isEqualTo(new CommitResult.Applied(fixture().now(), null, 8));
		assertThat(story("a")).isEqualTo(before);
	}

	@Test
	void commitTellsTheSignal() {
		Claimed claimed = running("a");
		fixture().setSignal(claimed.key(), 2);
		assertThat(commit(CommitBuilder.by(claimed).ends("pay", 1)))
			.isEqualTo(new CommitResult.Applied(fixture().now(), null, 2));
	}

	@Test
	void commitOfAnotherOwnerIsLost() {
		Claimed claimed = running("a");
		UUID other = registerAnotherNode();
		InstanceStory before = story("a");
		Commit commit = CommitBuilder.by(claimed).ends("pay", 1).completes().build();
		assertThat(fixture().store().commit(other, List.of(commit), false))
			.containsExactly(new CommitResult.LostOwnership());
		assertThat(story("a")).isEqualTo(before);
	}

	@Test
	void commitOfAnotherFenceIsLost() {
		Claimed claimed = running("a");
		InstanceStory before = story("a");
		for (long fence : new long[] { claimed.fence() - 1, claimed.fence() + 1 }) {
			assertThat(commit(CommitBuilder.by(claimed).fence(fence).ends("pay", 1).completes()))
				.isEqualTo(new CommitResult.LostOwnership());
		}
		assertThat(story("a")).isEqualTo(before);
	}

	@Test
	void commitForADeletedInstanceIsLost() {
		Claimed claimed = running("a");
		control(Verb.TERMINATE, "a");
		control(Verb.DELETE, "a");
		assertThat(commit(CommitBuilder.by(claimed).ends("pay", 1))).isEqualTo(new CommitResult.LostOwnership());
		assertThat(fixture().store().steps(claimed.key(), 0, 10)).isEmpty();
	}

	@Test
	void commitIsAppliedInEveryStatusThatRuns() {
		Claimed claimed = running("a");
		long seq = 1;
		for (InstanceStatus status : List.of(InstanceStatus.RUNNING, InstanceStatus.WAITING_FOR_PAUSE,
				InstanceStatus.ROLLING_BACK)) {
			fixture().setStatus(claimed.key(), status.word());
			assertThat(commit(CommitBuilder.by(claimed).ends("step" + seq, seq++)))
				.isInstanceOf(CommitResult.Applied.class);
			assertThat(row("a").status()).isEqualTo(status);
		}
	}

	@Test
	void commitIsLostInEveryOtherStatus() {
		Claimed claimed = running("a");
		for (String word : List.of("queued", "waiting", "paused", "complete", "errored", "terminated", "archived")) {
			fixture().setStatus(claimed.key(), word);
			assertThat(commit(CommitBuilder.by(claimed).ends("pay", 1))).isEqualTo(new CommitResult.LostOwnership());
		}
		assertThat(story("a").steps()).isEmpty();
	}

	@Test
	void recordedStepIsAConflictAndNothingIsWritten() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).ends("pay", 1));
		commit(CommitBuilder.by(claimed).sleeps("nap", 2, 10));
		InstanceStory before = story("a");
		fixture().advance(100);
		assertThat(commit(CommitBuilder.by(claimed)
			.ends("pay", 1)
			.attempt(CommitBuilder.begun(CommitBuilder.run("new"), 3, 1))
			.finishes(CommitBuilder.sleep("nap"))
			.completes())).isEqualTo(new CommitResult.Conflict(before.steps().get(0)));
		assertThat(story("a")).isEqualTo(before);
		assertThat(fixture().store().owned(this.node)).hasSize(1);
	}

	@Test
	void recordedSleepIsAConflict() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).sleeps("nap", 1, 10));
		StepRow recorded = onlyStep("a");
		assertThat(commit(CommitBuilder.by(claimed).sleeps("nap", 1, 99).suspends()))
			.isEqualTo(new CommitResult.Conflict(recorded));
		assertThat(row("a").status()).isEqualTo(InstanceStatus.RUNNING);
	}

	@Test
	void recordedFailureIsAConflictAndNothingIsWritten() {
		Claimed claimed = running("a");
		UUID first = UUID.randomUUID();
		commit(CommitBuilder.by(claimed).token(first).fails("pay", 1, 1, 100L));
		InstanceStory before = story("a");
		CommitResult result = commit(CommitBuilder.by(claimed).ends("other", 2).fails("pay", 1, 1, 900L));
		assertThat(result).isInstanceOfSatisfying(CommitResult.Conflict.class, (conflict) -> {
			assertThat(conflict.existing().key()).isEqualTo(CommitBuilder.run("pay"));
			assertThat(conflict.existing().token()).isEqualTo(first);
		});
		assertThat(story("a")).isEqualTo(before);
	}

	@Test
	void stepsThatDifferInOnePartOfTheKeyAreNoConflict() {
		Claimed claimed = running("a");
		List<StepWrite> steps = new ArrayList<>();
		steps.add(CommitBuilder.ended(CommitBuilder.run("pay"), 1));
		steps.add(CommitBuilder.ended(Keys.count("pay", 2), 2));
		steps.add(CommitBuilder.ended(Keys.scope("left", "pay"), 3));
		steps.add(CommitBuilder.ended(CommitBuilder.run("Pay"), 4));
		steps.add(CommitBuilder.ended(CommitBuilder.run("pay "), 5));
		steps.add(new StepWrite.SleepBegun(CommitBuilder.sleep("pay"), 6, 1L, null));
		steps.forEach((step) -> assertThat(commit(CommitBuilder.by(claimed).step(step)))
			.isInstanceOf(CommitResult.Applied.class));
		assertThat(story("a").steps()).extracting(StepRow::key)
			.containsExactlyElementsOf(steps.stream().map(StepWrite::key).toList());
	}

}
