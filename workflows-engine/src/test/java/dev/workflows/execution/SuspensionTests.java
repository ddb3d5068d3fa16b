package dev.workflows.execution;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.workflows.InstanceStatus;
import dev.workflows.StepOptions;
import dev.workflows.WorkflowStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A verb that waits wins over whatever the code does with the signal.
 */
class SuspensionTests {

	private final OneInstance instance = new OneInstance();

	private final AtomicInteger effects = new AtomicInteger();

	static Stream<Arguments> matrix() {
		return Arrays.stream(Swallow.values())
			.flatMap((swallow) -> Arrays.stream(Wait.values()).map((wait) -> Arguments.of(swallow, wait)));
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void nothingHappensAfterAVerbThatWaits(Swallow swallow, Wait wait) {
		RunEnd end = this.instance.activate((event, step) -> {
			swallow.around(() -> wait.enter(this.instance, step));
			step.run("effect", () -> {
				this.effects.incrementAndGet();
			});
			return "done";
		});
		assertThat(this.effects).hasValue(0);
		assertThat(this.instance.output).isNull();
		wait.check(this.instance, end);
		assertThat(this.instance.heard.contains("swallowed")).isEqualTo(swallow.swallows && wait != Wait.LOST_LATE);
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void theRunThatReturnsAfterSwallowingIsNotComplete(Swallow swallow, Wait wait) {
		RunEnd end = this.instance.activate((event, step) -> {
			swallow.around(() -> wait.enter(this.instance, step));
			return "done";
		});
		assertThat(this.instance.output).isNull();
		wait.check(this.instance, end);
	}

	@Test
	void verbsInFinallyAreRefusedToo() {
		RunEnd end = this.instance.activate((event, step) -> {
			try {
				step.sleep("long", "1 day");
			}
			finally {
				step.run("release the lock", () -> {
					this.effects.incrementAndGet();
				});
			}
			return "done";
		});
		assertThat(this.effects).hasValue(0);
		assertThat(end).isEqualTo(new RunEnd.Suspended(86_400_000));
		assertThat(this.instance.heard).containsOnlyOnce("swallowed");
	}

	@Test
	void anotherErrorThrownInFinallyDoesNotEndTheInstance() {
		RunEnd end = this.instance.activate((event, step) -> {
			try {
				step.sleep("long", "1 day");
			}
			finally {
				throwState();
			}
			return "done";
		});
		assertThat(end).isInstanceOf(RunEnd.Suspended.class);
		assertThat(this.instance.status).isEqualTo(InstanceStatus.WAITING);
	}

	private static void throwState() {
		throw new IllegalStateException("cleanup failed");
	}

	@Test
	void aLoopThatTriesForEverIsSlowedDown() {
		AtomicInteger turns = new AtomicInteger();
		long before = this.instance.machine.nanoTime();
		this.instance.activate((event, step) -> {
			while (turns.incrementAndGet() < 200) {
				try {
					step.sleep("long", "1 day");
				}
				catch (Throwable ex) {
					continue;
				}
			}
			return "done";
		});
		assertThat(this.instance.machine.nanoTime() - before).isGreaterThanOrEqualTo(99L * 1_000_000_000L);
		assertThat(this.instance.steps).hasSize(1);
	}

	@Test
	void theSignalIsNotAnException() {
		assertThat(new SuspendSignal()).isInstanceOf(Error.class).isNotInstanceOf(Exception.class);
		assertThat(new SuspendSignal().getStackTrace()).isEmpty();
	}

	@Test
	void theWaitGoesOnWhereItWas() {
		String[] result = new String[1];
		RunEnd end = this.instance.toEnd((event, step) -> {
			String first = step.run("first", () -> "a" + this.effects.incrementAndGet());
			step.sleep("long", "3 days");
			result[0] = first + step.run("second", () -> "b" + this.effects.incrementAndGet());
			return result[0];
		});
		assertThat(end).isInstanceOf(RunEnd.Completed.class);
		assertThat(this.instance.output).isEqualTo("\"a1b2\"");
		assertThat(this.instance.now() - OneInstance.EPOCH).isGreaterThanOrEqualTo(3 * 86_400_000L);
	}

	@Test
	void aKeptStepObjectIsRefusedAfterTheRun() {
		WorkflowStep[] kept = new WorkflowStep[1];
		this.instance.activate((event, step) -> {
			kept[0] = step;
			return null;
		});
		assertThatThrownBy(() -> kept[0].sleep("x", "1s")).isInstanceOf(IllegalStateException.class)
			.hasMessageStartingWith("WF-2109");
	}

	enum Swallow {

		NONE(false) {
			@Override
			void around(Runnable verb) {
				verb.run();
			}
		},
		EXCEPTION(false) {
			@Override
			void around(Runnable verb) {
				try {
					verb.run();
				}
				catch (Exception ex) {
					// the signal passes
				}
			}
		},
		RUNTIME_EXCEPTION(false) {
			@Override
			void around(Runnable verb) {
				try {
					verb.run();
				}
				catch (RuntimeException ex) {
					// the signal passes
				}
			}
		},
		ERROR(true) {
			@Override
			void around(Runnable verb) {
				try {
					verb.run();
				}
				catch (Error ex) {
					// swallowed; the next verb throws it again
				}
			}
		},
		THROWABLE(true) {
			@Override
			void around(Runnable verb) {
				try {
					verb.run();
				}
				catch (Throwable ex) {
					// swallowed
				}
			}
		},
		FINALLY_RETURN(true) {
			@Override
			@SuppressWarnings("finally")
			void around(Runnable verb) {
				try {
					verb.run();
				}
				finally {
					return;
				}
			}
		},
		LOOP_WITH_CONTINUE(true) {
			@Override
			void around(Runnable verb) {
				for (int i = 0; i < 5; i++) {
					try {
						verb.run();
					}
					catch (Throwable ex) {
						continue;
					}
				}
			}
		},
		WRAPPED(true) {
			@Override
			void around(Runnable verb) {
				try {
					verb.run();
				}
				catch (Throwable ex) {
					throw new IllegalStateException(ex);
				}
			}
		},
		FUTURE(true) {
			@Override
			void around(Runnable verb) {
				CompletableFuture.completedFuture("x").thenAccept((it) -> verb.run());
			}
		};

		/**
		 * Whether the code ends otherwise than by the signal, if it calls no more verbs.
		 */
		final boolean swallows;

		Swallow(boolean swallows) {
			this.swallows = swallows;
		}

		abstract void around(Runnable verb);

	}

	enum Wait {

		SLEEP {
			@Override
			void enter(OneInstance instance, WorkflowStep step) {
				step.sleep("long", "1 day");
			}

			@Override
			void check(OneInstance instance, RunEnd end) {
				assertThat(end).isEqualTo(new RunEnd.Suspended(86_400_000));
				assertThat(instance.status).isEqualTo(InstanceStatus.WAITING);
				assertThat(instance.steps).hasSize(1);
			}
		},
		RETRY {
			@Override
			void enter(OneInstance instance, WorkflowStep step) {
				step.run("flaky", StepOptions.retries(3).delay("1 hour"), () -> {
					throwState();
				});
			}

			@Override
			void check(OneInstance instance, RunEnd end) {
				assertThat(end).isEqualTo(new RunEnd.Suspended(3_600_000));
				assertThat(instance.attempts).hasSize(1);
				assertThat(instance.steps).isEmpty();
			}
		},
		RELEASE {
			@Override
			void enter(OneInstance instance, WorkflowStep step) {
				instance.active.release();
				step.sleep("short", "1 ms");
			}

			@Override
			void check(OneInstance instance, RunEnd end) {
				assertThat(end).isInstanceOf(RunEnd.Released.class);
				assertThat(instance.status).isEqualTo(InstanceStatus.QUEUED);
				assertThat(instance.steps).isEmpty();
			}
		},
		LOST {
			@Override
			void enter(OneInstance instance, WorkflowStep step) {
				instance.active.lose();
				step.sleep("short", "1 ms");
			}

			@Override
			void check(OneInstance instance, RunEnd end) {
				assertThat(end).isInstanceOf(RunEnd.Lost.class);
				assertThat(instance.commits).isEmpty();
				assertThat(instance.heard).contains("fenced");
			}
		},
		LOST_BY_THE_STORE {
			@Override
			void enter(OneInstance instance, WorkflowStep step) {
				instance.fence++;
				step.sleep("short", "1 ms");
			}

			@Override
			void check(OneInstance instance, RunEnd end) {
				assertThat(end).isInstanceOf(RunEnd.Lost.class);
				assertThat(instance.steps).isEmpty();
				assertThat(instance.heard).contains("fenced");
			}
		},
		LOST_LATE {
			@Override
			void enter(OneInstance instance, WorkflowStep step) {
				instance.active.lose();
				throw new SuspendSignal();
			}

			@Override
			void check(OneInstance instance, RunEnd end) {
				assertThat(end).isInstanceOf(RunEnd.Lost.class);
				assertThat(instance.commits).isEmpty();
			}
		};

		abstract void enter(OneInstance instance, WorkflowStep step);

		abstract void check(OneInstance instance, RunEnd end);

	}

}
