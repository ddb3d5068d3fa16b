package dev.workflows.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowValidationException;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Waits: stored once, short ones in memory, never early.
 */
class SleepOperationTests {

	private final OneInstance instance = new OneInstance();

	private RunEnd sleep(String duration) {
		return this.instance.activate((event, step) -> {
			step.sleep("nap", duration);
			return this.instance.now();
		});
	}

	@Test
	void aLongSleepIsOneCommitAndNoThread() {
		assertThat(sleep("3 days")).isEqualTo(new RunEnd.Suspended(Duration.ofDays(3).toMillis()));
		assertThat(this.instance.commits).hasSize(1);
		assertThat(this.instance.commits.get(0).step()).isInstanceOf(StepWrite.SleepBegun.class);
		assertThat(this.instance.commits.get(0).transition()).isInstanceOf(Transition.Suspend.class);
		assertThat(this.instance.parked).isZero();
	}

	@Test
	void aShortSleepStaysInMemory() {
		long begin = this.instance.now();
		assertThat(sleep("900 ms")).isInstanceOf(RunEnd.Completed.class);
		assertThat(Long.parseLong(this.instance.output)).isGreaterThanOrEqualTo(begin + 900);
		assertThat(this.instance.parked).isEqualTo(1);
		assertThat(this.instance.unparked).isEqualTo(1);
	}

	@Test
	void aThreadOfTheOperatingSystemIsKeptVeryBrieflyOnly() {
		this.instance.machine.parksForFree = false;
		assertThat(sleep("21 ms")).isInstanceOf(RunEnd.Suspended.class);
		OneInstance other = new OneInstance();
		other.machine.parksForFree = false;
		other.activate((event, step) -> {
			step.sleep("nap", "20 ms");
			return null;
		});
		assertThat(other.status.word()).isEqualTo("complete");
	}

	@Test
	void theDeadlineIsStoredOnceWhateverTheCodeSaysLater() {
		sleep("3 days");
		this.instance.machine.advanceMillis(1_000);
		assertThat(sleep("1 hour")).isEqualTo(new RunEnd.Suspended(Duration.ofDays(3).toMillis() - 1_000));
		this.instance.machine.advanceMillis(Duration.ofDays(3).toMillis() - 1_000);
		assertThat(sleep("300 days")).isInstanceOf(RunEnd.Completed.class);
	}

	@Test
	void aSleepIsNeverEarly() {
		sleep("2 s");
		this.instance.machine.advanceMillis(1_999);
		long due = this.instance.dueAt;
		assertThat(sleep("2 s")).isInstanceOf(RunEnd.Completed.class);
		assertThat(Long.parseLong(this.instance.output)).isGreaterThanOrEqualTo(due);
	}

	@Test
	void aReplyThatWasSlowDoesNotShortenTheWait() {
		this.instance.after = (result) -> {
			this.instance.machine.advanceMillis(300);
			return result;
		};
		long begin = this.instance.now();
		sleep("500 ms");
		assertThat(Long.parseLong(this.instance.output)).isGreaterThanOrEqualTo(begin + 500);
	}

	@Test
	void aFinishedSleepIsMarkedWithTheNextCommit() {
		this.instance.toEnd((event, step) -> {
			step.sleep("a", "1 hour");
			step.sleep("b", "1 ms");
			step.run("s", () -> {
			});
			return null;
		});
		List<Commit> commits = this.instance.commits;
		assertThat(commits).hasSize(4);
		assertThat(commits.get(1).finished()).extracting((key) -> key.name()).containsExactly("a");
		assertThat(commits.get(2).finished()).extracting((key) -> key.name()).containsExactly("b");
		assertThat(commits.get(3).finished()).isEmpty();
		assertThat(this.instance.sorted()).allSatisfy((row) -> assertThat(row.endedAt()).isNotNull());
	}

	@Test
	void timeThatWasPausedIsAddedToTheDeadline() {
		sleep("1 hour");
		this.instance.pausedTotal = 600_000;
		this.instance.machine.advanceMillis(3_600_000);
		assertThat(sleep("1 hour")).isEqualTo(new RunEnd.Suspended(600_000));
	}

	@Test
	void sleepUntilThePastIsNoWait() {
		for (Instant past : List.of(Instant.EPOCH, Instant.MIN, Instant.ofEpochMilli(this.instance.now() - 1))) {
			OneInstance fresh = new OneInstance();
			assertThat(fresh.activate(until(past))).isInstanceOf(RunEnd.Completed.class);
			assertThat(fresh.steps).hasSize(1);
			assertThat(fresh.parked).isZero();
		}
	}

	@Test
	void sleepUntilIsRoundedUp() {
		Instant until = Instant.ofEpochMilli(this.instance.now() + 60_000).plusNanos(1);
		this.instance.activate(until(until));
		assertThat(this.instance.dueAt).isEqualTo(until.toEpochMilli() + 1);
		assertThat(this.instance.activate(until(Instant.EPOCH))).isInstanceOf(RunEnd.Suspended.class);
	}

	private static WorkflowEntrypoint<Object, Object> until(Instant instant) {
		return (event, step) -> {
			step.sleepUntil("u", instant);
			return null;
		};
	}

	@Test
	void impossibleTimesAreRefusedAndNothingIsStored() {
		this.instance.activate((event, step) -> {
			refused("WF-2307", () -> step.sleep("s", Duration.ofMillis(-1)));
			refused("WF-2307", () -> step.sleep("s", Duration.ofDays(365).plusNanos(1)));
			refused("WF-2307", () -> step.sleep("s", Duration.ofSeconds(Long.MAX_VALUE)));
			refused("WF-2307", () -> step.sleep("s", Duration.ofSeconds(Long.MIN_VALUE)));
			refused("WF-2307", () -> step.sleep("s", (Duration) null));
			refused("WF-2307", () -> step.sleepUntil("s", Instant.MAX));
			refused("WF-2307", () -> step.sleepUntil("s", null));
			refused("WF-2306", () -> step.sleep("s", "5 parsecs"));
			refused("WF-2306", () -> step.sleep("s", "١٠ minutes"));
			refused("WF-2306", () -> step.sleep("s", (String) null));
			refused("WF-2101", () -> step.sleep("", "1 s"));
			refused("WF-2101", () -> step.sleepUntil(null, Instant.EPOCH));
			return null;
		});
		assertThat(this.instance.steps).isEmpty();
		assertThat(this.instance.status.word()).isEqualTo("complete");
	}

	private static void refused(String code, ThrowableAssert.ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOf(WorkflowValidationException.class).hasMessageStartingWith(code);
	}

	@Test
	void theLongestSleepIsAccepted() {
		assertThat(sleep("365 days")).isEqualTo(new RunEnd.Suspended(Duration.ofDays(365).toMillis()));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aParkedSleepHearsLoseAndRelease(boolean lose) {
		this.instance.machine.onWait = () -> {
			if (lose) {
				this.instance.active.lose();
			}
			else {
				this.instance.active.release();
			}
		};
		long begin = this.instance.now();
		assertThat(sleep("900 ms")).isInstanceOf(lose ? RunEnd.Lost.class : RunEnd.Released.class);
		assertThat(this.instance.now()).isEqualTo(begin);
		assertThat(this.instance.parked).isEqualTo(this.instance.unparked);
	}

	@Test
	void aSignalThatTheRunHasNotSeenMakesItDueAtOnce() {
		this.instance.before = (commit) -> {
			this.instance.signal = 1;
			return null;
		};
		assertThat(sleep("1 day")).isEqualTo(new RunEnd.Suspended(0));
	}

	@Test
	void aCommitWhoseReplyWasLostIsTheSame() {
		this.instance.after = (result) -> (result instanceof CommitResult.Applied applied)
				? new CommitResult.AlreadyApplied(applied.now(), applied.deadline(), applied.signal()) : result;
		assertThat(sleep("1 day")).isEqualTo(new RunEnd.Suspended(86_400_000));
		OneInstance other = new OneInstance();
		other.after = this.instance.after;
		assertThat(other.activate((event, step) -> {
			step.sleep("nap", "5 ms");
			return step.run("s", () -> "x");
		})).isInstanceOf(RunEnd.Completed.class);
	}

	@Test
	void aConflictingRowOfTheSameClaimIsAdopted() {
		this.instance.before = (commit) -> {
			if (commit.step() instanceof StepWrite.SleepBegun sleep && !this.instance.steps.containsKey(sleep.key())) {
				this.instance.steps.put(sleep.key(), new StepRow(sleep.key(), 1, null, 0, null, null,
						this.instance.now() + 7_000, null, null, 0, null, this.instance.fence, this.instance.key));
			}
			return null;
		};
		assertThat(sleep("1 day")).isEqualTo(new RunEnd.Suspended(7_000));
	}

}
