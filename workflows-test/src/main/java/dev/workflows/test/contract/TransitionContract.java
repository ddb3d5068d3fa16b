package dev.workflows.test.contract;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.Claimed;
import dev.workflows.store.CommitResult;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a run leaves its row as, and that no deadline is early.
 */
abstract class TransitionContract extends BatchContract {

	@Test
	void suspendedRunWaitsForTheSleepThatItRecords() {
		Claimed claimed = running("a");
		long now = fixture().now();
		commit(CommitBuilder.by(claimed).sleeps("nap", 1, 5_000).suspends());
		assertThat(row("a")).isEqualTo(
				new InstanceRow(claimed.key(), ORDERS, "a", 1, InstanceStatus.WAITING, now, now, null, now + 5_000, 0));
		assertThat(fixture().store().owned(this.node)).isEmpty();
	}

	@Test
	void suspendedRunWaitsForTheRetryThatItRecords() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).fails("pay", 1, 1, 7_000L).suspends());
		assertThat(row("a").dueAt()).isEqualTo(fixture().now() + 7_000);
	}

	@Test
	void suspendedRunWaitsForAStoredDeadline() {
		Claimed claimed = running("a");
		long deadline = Objects.requireNonNull(deadlineOf(CommitBuilder.by(claimed).sleeps("nap", 1, 5_000)));
		fixture().advance(1_000);
		commit(CommitBuilder.by(claimed).suspendsUntil(deadline));
		assertThat(row("a").dueAt()).isEqualTo(deadline);
	}

	@Test
	void suspendedRunKeepsItsFence() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).suspendsUntil(fixture().now()));
		assertThat(claimOne().fence()).isEqualTo(claimed.fence() + 1);
	}

	@Test
	void suspendedRunWithADeadlineInThePastIsDueAtOnce() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).suspendsUntil(fixture().now() - 10_000));
		assertThat(claim(10)).hasSize(1);
	}

	@Test
	void sleepOfAPausedInstanceIsStoredInActiveTime() {
		Claimed claimed = running("a");
		fixture().setPausedTotal(claimed.key(), 3_000);
		long now = fixture().now();
		assertThat(deadlineOf(CommitBuilder.by(claimed).sleeps("nap", 1, 5_000).suspends())).isEqualTo(now + 2_000);
		assertThat(onlyStep("a").deadline()).isEqualTo(now + 2_000);
		assertThat(row("a").dueAt()).isEqualTo(now + 5_000);
	}

	@Test
	void sleepUntilATimeOfAPausedInstanceEndsAtThatTime() {
		Claimed claimed = running("a");
		fixture().setPausedTotal(claimed.key(), 3_000);
		long until = fixture().now() + 9_000;
		assertThat(deadlineOf(CommitBuilder.by(claimed)
			.step(new StepWrite.SleepBegun(CommitBuilder.sleep("nap"), 1, null, until))
			.suspends())).isEqualTo(until - 3_000);
		assertThat(row("a").dueAt()).isEqualTo(until);
	}

	@Test
	void retryOfAPausedInstanceIsStoredInActiveTime() {
		Claimed claimed = running("a");
		fixture().setPausedTotal(claimed.key(), 3_000);
		long now = fixture().now();
		assertThat(deadlineOf(CommitBuilder.by(claimed).fails("pay", 1, 1, 8_000L).suspends())).isEqualTo(now + 5_000);
		assertThat(story("a").attempts().get(0).retryAt()).isEqualTo(now + 5_000);
		assertThat(row("a").dueAt()).isEqualTo(now + 8_000);
	}

	@Test
	void storedDeadlineOfAPausedInstanceMovesByThePauses() {
		Claimed claimed = running("a");
		long deadline = Objects.requireNonNull(deadlineOf(CommitBuilder.by(claimed).sleeps("nap", 1, 5_000)));
		fixture().setPausedTotal(claimed.key(), 3_000);
		commit(CommitBuilder.by(claimed).suspendsUntil(deadline));
		assertThat(row("a").dueAt()).isEqualTo(deadline + 3_000);
	}

	@Test
	void suspendedRunThatHasNotSeenTheSignalIsDueAtOnce() {
		Claimed claimed = running("a");
		fixture().setSignal(claimed.key(), 1);
		long now = fixture().now();
		assertThat(commit(CommitBuilder.by(claimed).sleeps("nap", 1, 5_000).suspends()))
			.isEqualTo(new CommitResult.Applied(now, now + 5_000, 1));
		assertThat(row("a").status()).isEqualTo(InstanceStatus.WAITING);
		assertThat(row("a").dueAt()).isEqualTo(now);
		assertThat(onlyStep("a").deadline()).isEqualTo(now + 5_000);
		assertThat(claimOne().signal()).isOne();
	}

	@Test
	void suspendedRunThatHasSeenTheSignalWaits() {
		Claimed claimed = running("a");
		fixture().setSignal(claimed.key(), 4);
		commit(CommitBuilder.by(claimed).sleeps("nap", 1, 5_000).suspends().seen(4));
		assertThat(row("a").dueAt()).isEqualTo(fixture().now() + 5_000);
	}

	@Test
	void completedRunHasItsOutputAndIsNeverDue() {
		Claimed claimed = running("a");
		long started = fixture().now();
		fixture().advance(100);
		assertThat(commit(CommitBuilder.by(claimed).completes()))
			.isEqualTo(new CommitResult.Applied(fixture().now(), null, 0));
		assertThat(row("a")).isEqualTo(new InstanceRow(claimed.key(), ORDERS, "a", 1, InstanceStatus.COMPLETE, started,
				started, fixture().now(), null, 0));
		assertThat(story("a").output()).isEqualTo("\"result\"");
		assertThat(story("a").error()).isNull();
		assertThat(fixture().store().owned(this.node)).isEmpty();
	}

	@Test
	void runMayCompleteWithoutOutput() {
		commit(CommitBuilder.by(running("a")).to(new Transition.Complete(null)));
		assertThat(row("a").status()).isEqualTo(InstanceStatus.COMPLETE);
		assertThat(story("a").output()).isNull();
	}

	@Test
	void failedRunHasItsErrorAndIsNeverDue() {
		Claimed claimed = running("a");
		long started = fixture().now();
		fixture().advance(100);
		commit(CommitBuilder.by(claimed).to(new Transition.Fail("{\"type\":\"X\"}")));
		assertThat(row("a")).isEqualTo(new InstanceRow(claimed.key(), ORDERS, "a", 1, InstanceStatus.ERRORED, started,
				started, fixture().now(), null, 0));
		assertThat(story("a").error()).isEqualTo("{\"type\":\"X\"}");
		assertThat(story("a").output()).isNull();
	}

	@Test
	void releasedRunIsQueuedAndDueAtOnce() {
		Claimed claimed = running("a");
		fixture().advance(100);
		commit(CommitBuilder.by(claimed).to(new Transition.Release()));
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(row("a").dueAt()).isEqualTo(fixture().now());
		assertThat(claimOne().fence()).isEqualTo(claimed.fence() + 1);
	}

	@Test
	void finishedRunCannotBeFinishedOtherwise() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).completes());
		UUID other = registerAnotherNode();
		assertThat(fixture().store().commit(other, List.of(CommitBuilder.by(claimed).ends("pay", 1).build()), false))
			.containsExactly(new CommitResult.LostOwnership());
		assertThat(row("a").status()).isEqualTo(InstanceStatus.COMPLETE);
		assertThat(story("a").steps()).isEmpty();
	}

	@Test
	void stepAndTransitionAreAppliedTogether() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).ends("pay", 1).completes());
		assertThat(story("a").steps()).hasSize(1);
		assertThat(row("a").status()).isEqualTo(InstanceStatus.COMPLETE);
	}

}
