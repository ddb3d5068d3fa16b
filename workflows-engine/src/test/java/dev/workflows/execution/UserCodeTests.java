package dev.workflows.execution;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.workflows.WorkflowEntrypoint;
import dev.workflows.store.AttemptWrite;
import org.junit.jupiter.api.Test;

import static dev.workflows.StepOptions.noRetries;
import static dev.workflows.StepOptions.retries;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies that run too long, with threads of their own.
 */
class UserCodeTests {

	private final OneInstance instance = new OneInstance();

	private final CountDownLatch inside = new CountDownLatch(1);

	private final CountDownLatch never = new CountDownLatch(1);

	private FutureTask<RunEnd> start(WorkflowEntrypoint<Object, Object> code) throws InterruptedException {
		this.instance.claim(code, Object.class);
		FutureTask<RunEnd> task = new FutureTask<>(() -> this.instance.runner.run(this.instance.active));
		new Thread(task).start();
		assertThat(this.inside.await(30, TimeUnit.SECONDS)).isTrue();
		return task;
	}

	private boolean watchAfter(long millis) {
		this.instance.machine.advanceMillis(millis);
		assertThat(this.instance.active.nextWatchNanos()).isLessThanOrEqualTo(this.instance.machine.nanoTime());
		return this.instance.runner.watch(this.instance.active);
	}

	private void ignoreInterrupts() {
		this.inside.countDown();
		while (true) {
			try {
				this.never.await();
				return;
			}
			catch (InterruptedException ex) {
				this.instance.heard.add("interrupt ignored");
			}
		}
	}

	@Test
	void aBodyThatRunsLongIsShownOnceAndNobodyWaits() throws Exception {
		FutureTask<RunEnd> task = start((event, step) -> step.run("s", () -> {
			this.inside.countDown();
			this.never.await();
			return "x";
		}));
		assertThat(watchAfter(1_000)).isFalse();
		this.instance.machine.advanceMillis(1_000);
		assertThat(this.instance.runner.watch(this.instance.active)).isFalse();
		assertThat(this.instance.later).hasSize(1);
		AttemptWrite.Begun begun = (AttemptWrite.Begun) this.instance.later.get(0).attempt();
		assertThat(begun.attempt()).isEqualTo(1);
		assertThat(begun.options()).contains("\"limit\":5");
		this.never.countDown();
		assertThat(task.get(30, TimeUnit.SECONDS)).isInstanceOf(RunEnd.Completed.class);
		assertThat(this.instance.active.nextWatchNanos()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void aBodyThatIsOutOfTimeIsInterruptedAndRetriedLater() throws Exception {
		AtomicBoolean flag = new AtomicBoolean(true);
		FutureTask<RunEnd> task = start((event, step) -> {
			try {
				step.run("s", retries(1).timeout("10 s").delay("1 hour"), () -> {
					this.inside.countDown();
					this.never.await();
				});
			}
			finally {
				flag.set(Thread.currentThread().isInterrupted());
			}
			return null;
		});
		watchAfter(1_000);
		assertThat(watchAfter(9_000)).isFalse();
		assertThat(task.get(30, TimeUnit.SECONDS)).isEqualTo(new RunEnd.Suspended(3_600_000));
		assertThat(this.instance.codec.decodeError(this.instance.attempts.get(0).error()).message())
			.isEqualTo("Execution timed out after 10000 ms");
		assertThat(flag).isFalse();
	}

	@Test
	void aBodyThatIgnoresTheInterruptIsGivenUpAndItsResultRefused() throws Exception {
		FutureTask<RunEnd> task = start((event, step) -> {
			step.run("s", retries(1).timeout("10 s").delay("1 hour"), () -> {
				ignoreInterrupts();
				return "late";
			});
			this.instance.heard.add("went on");
			return null;
		});
		watchAfter(1_000);
		assertThat(watchAfter(9_000)).isFalse();
		assertThat(watchAfter(5_000)).isTrue();
		assertThat(this.instance.runner.watch(this.instance.active)).isFalse();
		assertThat(this.instance.runner.abandon(this.instance.active)).isEqualTo(new RunEnd.Suspended(3_600_000));
		assertThat(this.instance.runner.abandon(this.instance.active)).isInstanceOf(RunEnd.Abandoned.class);
		this.never.countDown();
		assertThat(task.get(30, TimeUnit.SECONDS)).isInstanceOf(RunEnd.Abandoned.class);
		assertThat(this.instance.steps).isEmpty();
		assertThat(this.instance.attempts).hasSize(1);
		assertThat(this.instance.heard).contains("abandoned", "TIMED_OUT").doesNotContain("went on", "SUCCEEDED");
	}

	@Test
	void theLastAttemptThatIsGivenUpEndsTheStepAndReleasesTheInstance() throws Exception {
		FutureTask<RunEnd> task = start((event, step) -> step.run("s", noRetries().timeout("10 s"), () -> {
			ignoreInterrupts();
			return "late";
		}));
		watchAfter(1_000);
		watchAfter(9_000);
		assertThat(watchAfter(5_000)).isTrue();
		assertThat(this.instance.runner.abandon(this.instance.active)).isInstanceOf(RunEnd.Released.class);
		assertThat(this.instance.sorted().get(0).success()).isFalse();
		this.never.countDown();
		assertThat(task.get(30, TimeUnit.SECONDS)).isInstanceOf(RunEnd.Abandoned.class);
	}

	@Test
	void aBodyThatHasEndedIsNotGivenUp() throws Exception {
		FutureTask<RunEnd> task = start((event, step) -> step.run("s", noRetries().timeout("10 s"), () -> {
			ignoreInterrupts();
			return "in time";
		}));
		this.never.countDown();
		assertThat(task.get(30, TimeUnit.SECONDS)).isInstanceOf(RunEnd.Completed.class);
		assertThat(this.instance.runner.abandon(this.instance.active)).isInstanceOf(RunEnd.Abandoned.class);
		assertThat(this.instance.output).isEqualTo("\"in time\"");
	}

	@Test
	void whereInterruptsDoHarmTheBodyIsOnlyFenced() throws Exception {
		this.instance.interruptible = false;
		FutureTask<RunEnd> task = start((event, step) -> {
			step.run("s", retries(1).timeout("10 s").delay("1 hour"), this::ignoreInterrupts);
			return null;
		});
		watchAfter(1_000);
		assertThat(watchAfter(9_000)).isFalse();
		this.never.countDown();
		assertThat(task.get(30, TimeUnit.SECONDS)).isEqualTo(new RunEnd.Suspended(3_600_000));
		assertThat(this.instance.heard).doesNotContain("interrupt ignored").contains("TIMED_OUT");
	}

	@Test
	void losingTheInstanceInterruptsUserCode() throws Exception {
		AtomicInteger caught = new AtomicInteger();
		FutureTask<RunEnd> task = start((event, step) -> {
			this.inside.countDown();
			try {
				this.never.await();
			}
			catch (InterruptedException ex) {
				caught.incrementAndGet();
			}
			step.run("s", caught::incrementAndGet);
			return null;
		});
		this.instance.active.lose();
		assertThat(task.get(30, TimeUnit.SECONDS)).isInstanceOf(RunEnd.Lost.class);
		assertThat(caught).hasValue(1);
	}

	@Test
	void aFlagThatABodyLeavesBehindIsGone() {
		AtomicBoolean flag = new AtomicBoolean();
		this.instance.activate((event, step) -> {
			step.run("a", () -> Thread.currentThread().interrupt());
			step.run("b", () -> flag.set(Thread.currentThread().isInterrupted()));
			Thread.currentThread().interrupt();
			return null;
		});
		assertThat(flag).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(this.instance.status.word()).isEqualTo("complete");
	}

}
