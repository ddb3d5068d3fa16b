package dev.workflows.execution;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.workflows.InstanceStatus;
import dev.workflows.StepFailedException;
import dev.workflows.StepKind;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import org.junit.jupiter.api.Test;

import static dev.workflows.StepOptions.noRetries;
import static dev.workflows.StepOptions.retries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Who owns the instance, what crashes and refusals of the store mean.
 */
class OwnershipTests {

	private final OneInstance instance = new OneInstance();

	private final AtomicInteger bodies = new AtomicInteger();

	private final StepKey key = new StepKey("", StepKind.RUN, "s", 1);

	private final WorkflowEntrypoint<Object, Object> oneStep = (event, step) -> step.run("s",
			retries(2).delay("1 hour"), () -> "v" + this.bodies.incrementAndGet());

	private AttemptRow begun(int attempt) {
		return new AttemptRow(this.key, 1, attempt, null, this.instance.now(), null, null, null);
	}

	@Test
	void aResultAfterTheOwnershipIsGoneIsNotUsed() {
		AtomicInteger after = new AtomicInteger();
		RunEnd end = this.instance.activate((event, step) -> {
			step.run("s", () -> {
				this.instance.fence++;
				return 1;
			});
			after.incrementAndGet();
			return null;
		});
		assertThat(end).isInstanceOf(RunEnd.Lost.class);
		assertThat(after).hasValue(0);
		assertThat(this.instance.heard).containsExactly("fenced");
	}

	@Test
	void aConflictUnderAnotherFenceStopsTheRun() {
		this.instance.before = (commit) -> (commit.step() != null) ? new CommitResult.Conflict(row(99, "\"other\""))
				: null;
		assertThat(this.instance.activate(this.oneStep)).isInstanceOf(RunEnd.Lost.class);
		assertThat(this.instance.output).isNull();
	}

	@Test
	void aConflictUnderTheSameFenceIsAdopted() {
		this.instance.before = (commit) -> (commit.step() != null) ? new CommitResult.Conflict(row(1, "\"mine\""))
				: null;
		assertThat(this.instance.activate(this.oneStep)).isInstanceOf(RunEnd.Completed.class);
		assertThat(this.instance.output).isEqualTo("\"mine\"");
	}

	private StepRow row(long fence, String output) {
		return new StepRow(this.key, 1, null, 0, 0L, true, null, output, null, 1, null, fence, this.instance.key);
	}

	@Test
	void aResultThatTheDatabaseRefusesIsAFailureOfTheStep() {
		this.instance.before = (commit) -> (commit.step() instanceof StepWrite.Ended ended && ended.success())
				? new CommitResult.Rejected("no such character") : null;
		this.instance.activate((event, step) -> {
			StepFailedException ex = catchThrowableOfType(StepFailedException.class, () -> step.run("s", () -> "x"));
			assertThat(ex.error().code()).isEqualTo("WF-2202");
			return null;
		});
		assertThat(this.instance.status).isEqualTo(InstanceStatus.COMPLETE);
	}

	@Test
	void anInstanceWhoseStepCannotEndAtAllIsErrored() {
		this.instance.before = (commit) -> (commit.step() != null) ? new CommitResult.Rejected("no") : null;
		assertThat(this.instance.activate(this.oneStep)).isInstanceOf(RunEnd.Failed.class);
		assertThat(this.instance.error.code()).isEqualTo("WF-2202");
	}

	@Test
	void anErrorThatTheDatabaseRefusesIsReplaced() {
		int[] fails = new int[1];
		this.instance.before = (commit) -> (commit.transition() instanceof Transition.Fail && fails[0]++ == 0)
				? new CommitResult.Rejected("no") : null;
		RunEnd end = this.instance.activate((event, step) -> {
			throw new IllegalStateException("x");
		});
		assertThat(end).isInstanceOf(RunEnd.Failed.class);
		assertThat(this.instance.error.code()).isEqualTo("WF-2202");
	}

	@Test
	void whenNothingCanBeStoredTheRunIsLost() {
		this.instance.before = (commit) -> new CommitResult.Rejected("no");
		assertThat(this.instance.activate(this.oneStep)).isInstanceOf(RunEnd.Lost.class);
	}

	@Test
	void noBodyRunsWithoutALease() {
		this.instance.lease = false;
		assertThat(this.instance.activate(this.oneStep)).isInstanceOf(RunEnd.Lost.class);
		assertThat(this.bodies).hasValue(0);
	}

	@Test
	void aRunThatIsLostBeforeItBeginsExecutesNothing() {
		this.instance.claim(this.oneStep, Object.class);
		this.instance.active.lose();
		assertThat(this.instance.runner.run(this.instance.active)).isInstanceOf(RunEnd.Lost.class);
		assertThat(this.bodies).hasValue(0);
	}

	@Test
	void aHistoryThatIsYoungerThanItsClaimIsNotReplayed() {
		this.instance.activate((event, step) -> {
			step.run("s", () -> this.bodies.incrementAndGet());
			step.sleep("x", "1 day");
			return step.run("t", () -> this.bodies.incrementAndGet());
		});
		this.instance.machine.advanceMillis(86_400_000);
		this.instance.restarts = 1;
		assertThat(this.instance.activate(this.oneStep)).isInstanceOf(RunEnd.Lost.class);
		this.instance.historyLimit = 0;
		assertThat(this.instance.activate(this.oneStep)).isInstanceOf(RunEnd.Lost.class);
		assertThat(this.bodies).hasValue(1);
	}

	@Test
	void aStepThatIsRunningIsRecordedBeforeTheInstanceIsHandedOver() {
		RunEnd end = this.instance.activate((event, step) -> {
			step.run("s", () -> {
				this.instance.active.release();
				return 1;
			});
			step.run("t", () -> this.bodies.incrementAndGet());
			return null;
		});
		assertThat(end).isInstanceOf(RunEnd.Released.class);
		assertThat(this.instance.steps.keySet()).containsExactly(this.key);
		assertThat(this.instance.status).isEqualTo(InstanceStatus.QUEUED);
	}

	@Test
	void aCutOffAttemptWithoutACrashIsRunAgainUnderItsNumber() {
		this.instance.attempts.add(begun(1));
		this.instance.activate(this.oneStep);
		assertThat(this.instance.sorted().get(0).attempts()).isEqualTo(1);
		assertThat(this.instance.attempts).hasSize(1);
		assertThat(this.bodies).hasValue(1);
	}

	@Test
	void aCutOffAttemptAfterACrashIsChargedAndBacksOff() {
		this.instance.crashCount = 1;
		this.instance.attempts.add(begun(1));
		assertThat(this.instance.activate(this.oneStep)).isEqualTo(new RunEnd.Suspended(3_600_000));
		assertThat(this.bodies).hasValue(0);
		assertThat(this.instance.attempts).hasSize(1);
		assertThat(this.instance.codec.decodeError(this.instance.attempts.get(0).error()).code())
			.isEqualTo("ATTEMPT_CUT_OFF");
		this.instance.machine.advanceMillis(3_600_000);
		this.instance.activate(this.oneStep);
		assertThat(this.instance.sorted().get(0).attempts()).isEqualTo(2);
	}

	@Test
	void cutOffAttemptsCountAgainstTheLimit() {
		this.instance.crashCount = 3;
		this.instance.attempts.add(begun(3));
		assertThat(this.instance.activate(this.oneStep)).isInstanceOf(RunEnd.Failed.class);
		assertThat(this.instance.error.code()).isEqualTo("ATTEMPT_CUT_OFF");
		assertThat(this.bodies).hasValue(0);
		assertThat(this.instance.steps).hasSize(1);
	}

	@Test
	void afterACrashEachBodyIsAnnouncedAndProgressIsReported() {
		this.instance.crashCount = 2;
		this.instance.activate((event, step) -> {
			step.run("s", () -> {
				assertThat(this.instance.attempts).hasSize(1);
				return 1;
			});
			step.run("t", () -> 2);
			return null;
		});
		assertThat(this.instance.commits).extracting((commit) -> commit.attempt() instanceof AttemptWrite.Begun)
			.containsExactly(true, false, true, false, false);
		assertThat(this.instance.commits).extracting((commit) -> commit.progress())
			.containsExactly(false, true, false, false, false);
		assertThat(this.instance.status).isEqualTo(InstanceStatus.COMPLETE);
	}

	@Test
	void withoutACrashAStepIsOneCommit() {
		this.instance.activate(this.oneStep);
		assertThat(this.instance.commits).hasSize(2);
	}

	@Test
	void resultsThatCannotBeReadParkTheInstanceAndStayUntouched() {
		this.instance.activate((event, step) -> {
			step.run("s", () -> "not a number");
			step.sleep("x", "1 day");
			return null;
		});
		AtomicInteger caught = new AtomicInteger();
		RunEnd end = this.instance.activate((event, step) -> {
			try {
				step.run("s", () -> 1);
			}
			catch (Exception ex) {
				caught.incrementAndGet();
			}
			return "went on";
		});
		assertThat(end).isInstanceOf(RunEnd.Failed.class);
		assertThat(caught).hasValue(0);
		assertThat(this.instance.error.code()).isEqualTo("PAYLOAD_UNREADABLE");
		assertThat(this.instance.error.message()).contains("result of step").doesNotContain("not a number");
		assertThat(this.instance.steps.get(this.key).output()).isEqualTo("\"not a number\"");
	}

	@Test
	void paramsThatCannotBeReadParkTheInstance() {
		this.instance.params = "{\"a\":\"secret\"";
		RunEnd end = this.instance.activate((event, step) -> "x", List.class);
		assertThat(end).isInstanceOf(RunEnd.Failed.class);
		assertThat(this.instance.error.code()).isEqualTo("PAYLOAD_UNREADABLE");
		assertThat(this.instance.error.message()).contains("params").doesNotContain("secret");
	}

	@Test
	void theErrorOfAStepIsTheErrorOfTheInstance() {
		this.instance.activate((event, step) -> {
			step.run("s", noRetries(), () -> {
				fail("original");
			});
			return null;
		});
		assertThat(this.instance.error.name()).isEqualTo(IllegalArgumentException.class.getName());
		assertThat(this.instance.error.message()).isEqualTo("original");
	}

	private static void fail(String message) {
		throw new IllegalArgumentException(message);
	}

	@Test
	void aLongHistoryIsReadInPagesAndReplayedWithoutCommits() {
		WorkflowEntrypoint<Object, Object> many = (event, step) -> {
			long sum = 0;
			for (int i = 0; i < 5_000; i++) {
				sum += step.run("s" + i % 7, () -> this.bodies.incrementAndGet());
			}
			step.sleep("x", "1 day");
			return sum;
		};
		this.instance.activate(many);
		assertThat(this.bodies).hasValue(5_000);
		this.instance.historyLimit = 100;
		this.instance.commits.clear();
		this.instance.machine.advanceMillis(86_400_000);
		assertThat(this.instance.activate(many)).isInstanceOf(RunEnd.Completed.class);
		assertThat(this.bodies).hasValue(5_000);
		assertThat(this.instance.output).isEqualTo("12502500");
		assertThat(this.instance.pages).isEqualTo(5);
		assertThat(this.instance.commits).hasSize(1);
	}

	@Test
	void sequenceNumbersGoOnAfterWhatIsRecorded() {
		for (int round = 0; round < 3; round++) {
			int steps = round + 1;
			this.instance.activate((event, step) -> {
				for (int i = 0; i < steps; i++) {
					step.run("s" + i, () -> {
					});
				}
				return null;
			});
		}
		assertThat(this.instance.sorted()).extracting(StepRow::seq).containsExactly(1L, 2L, 3L);
	}

}
