package dev.workflows.execution;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.workflows.ErrorDetail;
import dev.workflows.NonRetryableException;
import dev.workflows.StepOptions;
import dev.workflows.StepTimeoutException;
import dev.workflows.WorkflowValidationException;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.StepRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.workflows.StepOptions.noRetries;
import static dev.workflows.StepOptions.retries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What becomes of a step whose attempts fail.
 */
class RetryTests {

	private final OneInstance instance = new OneInstance();

	private final AtomicInteger bodies = new AtomicInteger();

	private static void boom() throws IOException {
		throw new IOException("boom");
	}

	private ErrorDetail stepError() {
		StepRow row = this.instance.sorted().get(0);
		assertThat(row.success()).isFalse();
		return this.instance.codec.decodeError(row.error());
	}

	private ErrorDetail attemptError(int index) {
		return this.instance.codec.decodeError(this.instance.attempts.get(index).error());
	}

	@Test
	void aFailedAttemptIsRetriedWithBackOff() {
		List<Long> times = new ArrayList<>();
		RunEnd end = this.instance.toEnd((event, step) -> {
			step.run("flaky", retries(3).delay("10 s").exponential(), () -> {
				times.add(this.instance.now());
				if (this.bodies.incrementAndGet() < 4) {
					boom();
				}
			});
			return null;
		});
		assertThat(end).isInstanceOf(RunEnd.Completed.class);
		assertThat(this.bodies).hasValue(4);
		assertThat(times.get(1) - times.get(0)).isEqualTo(10_000);
		assertThat(times.get(2) - times.get(1)).isEqualTo(20_000);
		assertThat(times.get(3) - times.get(2)).isEqualTo(40_000);
		assertThat(this.instance.attempts).extracting(AttemptRow::attempt).containsExactly(1, 2, 3);
		assertThat(this.instance.sorted().get(0).attempts()).isEqualTo(4);
		assertThat(this.instance.heard).containsExactly("FAILED", "FAILED", "FAILED", "SUCCEEDED", "complete");
	}

	@Test
	void shortBackOffKeepsTheRun() {
		this.instance.activate((event, step) -> {
			step.run("flaky", retries(1).delay("500 ms"), () -> {
				if (this.bodies.incrementAndGet() == 1) {
					boom();
				}
			});
			return null;
		});
		assertThat(this.instance.status.word()).isEqualTo("complete");
		assertThat(this.instance.fence).isEqualTo(1);
		assertThat(this.instance.parked).isEqualTo(1);
		assertThat(this.instance.unparked).isEqualTo(1);
	}

	@Test
	void theRetryBudgetSurvivesRestarts() {
		RunEnd end = this.instance.toEnd((event, step) -> {
			step.run("always", retries(2).delay("1 hour"), () -> {
				this.bodies.incrementAndGet();
				boom();
			});
			return null;
		});
		assertThat(end).isInstanceOf(RunEnd.Failed.class);
		assertThat(this.bodies).hasValue(3);
		assertThat(this.instance.error.name()).isEqualTo(IOException.class.getName());
		assertThat(this.instance.error.message()).isEqualTo("boom");
	}

	@Test
	void backOffIsNotBegunAgainByAnEarlyActivation() {
		Supplier<RunEnd> activation = () -> this.instance.activate((event, step) -> {
			step.run("always", retries(2).delay("1 hour"), () -> {
				this.bodies.incrementAndGet();
				boom();
			});
			return null;
		});
		activation.get();
		long due = this.instance.dueAt;
		this.instance.machine.advanceMillis(1_800_000);
		assertThat(activation.get()).isEqualTo(new RunEnd.Suspended(1_800_000));
		assertThat(this.instance.dueAt).isEqualTo(due);
		assertThat(this.bodies).hasValue(1);
	}

	static List<Throwable> nonRetryable() {
		return List.of(new NonRetryableException(null), new NonRetryableException(""), new StackOverflowError(),
				new AssertionError("a"), new NoClassDefFoundError("c"), new LinkageError(),
				new WorkflowValidationException("WF-9999", "no"));
	}

	static List<Throwable> retryable() {
		return List.of(new IOException(), new IllegalStateException(), new OutOfMemoryError(), new ThreadDeath(),
				new InternalError(), new Throwable("bare"));
	}

	@ParameterizedTest
	@MethodSource("nonRetryable")
	void isNotTriedAgainAfter(Throwable error) {
		this.instance.toEnd((event, step) -> {
			step.run("bad", () -> {
				this.bodies.incrementAndGet();
				sneaky(error);
			});
			return null;
		});
		assertThat(this.bodies).hasValue(1);
		assertThat(this.instance.error.name()).isEqualTo(error.getClass().getName());
		assertThat(this.instance.error.message()).isEqualTo(error.getMessage());
		assertThat(this.instance.attempts).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("retryable")
	void isTriedAgainAfter(Throwable error) {
		this.instance.toEnd((event, step) -> {
			step.run("bad", retries(1), () -> {
				this.bodies.incrementAndGet();
				sneaky(error);
			});
			return null;
		});
		assertThat(this.bodies).hasValue(2);
		assertThat(this.instance.error.name()).isEqualTo(error.getClass().getName());
	}

	@ParameterizedTest
	@MethodSource({ "nonRetryable", "retryable" })
	void whatEscapesTheWorkflowMakesItErrored(Throwable error) {
		RunEnd end = this.instance.activate((event, step) -> {
			sneaky(error);
			return null;
		});
		assertThat(end).isInstanceOf(RunEnd.Failed.class);
		assertThat(this.instance.error.name()).isEqualTo(error.getClass().getName());
	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> void sneaky(Throwable error) throws E {
		throw (E) error;
	}

	@Test
	void aRealStackOverflowIsRecorded() {
		this.instance.activate((event, step) -> {
			step.run("deep", () -> {
				deep(1);
			});
			return null;
		});
		assertThat(stepError().name()).isEqualTo(StackOverflowError.class.getName());
	}

	private static int deep(int depth) {
		return deep(depth + 1) + 1;
	}

	@Test
	void anErrorThatThrowsWhenAskedIsRecorded() {
		this.instance.activate((event, step) -> {
			step.run("hostile", noRetries(), () -> {
				sneaky(new IllegalStateException() {
					@Override
					public String getMessage() {
						throw new UnsupportedOperationException();
					}
				});
			});
			return null;
		});
		assertThat(stepError().message()).contains("UnsupportedOperationException");
	}

	@Test
	void theFirstRecordedOptionsWin() {
		this.instance.activate((event, step) -> {
			step.run("s", retries(1).delay("1 hour").constant(), RetryTests::boom);
			return null;
		});
		this.instance.machine.advanceMillis(3_600_000);
		this.instance.activate((event, step) -> {
			step.run("s", retries(100).delay("1 ms"), RetryTests::boom);
			return null;
		});
		assertThat(this.instance.status.word()).isEqualTo("errored");
		assertThat(this.instance.sorted().get(0).options()).contains("\"limit\":1").contains("\"constant\"");
	}

	@Test
	void aDelayFunctionSeesTheError() {
		List<String> seen = new ArrayList<>();
		StepOptions options = retries(1).constant().delay((attempt, error) -> {
			seen.add(attempt + " " + error.getMessage());
			return Duration.ofMinutes(7);
		});
		RunEnd end = this.instance.activate((event, step) -> {
			step.run("s", options, RetryTests::boom);
			return null;
		});
		assertThat(end).isEqualTo(new RunEnd.Suspended(420_000));
		assertThat(seen).containsExactly("1 boom");
		assertThat(this.instance.attempts.get(0).options()).contains("[dynamic]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "throws", "null", "negative", "slow", "year" })
	void aBadDelayFunctionEndsTheStep(String how) {
		StepOptions options = retries(3).delay((attempt, error) -> switch (how) {
			case "throws" -> throw new IllegalArgumentException("secret");
			case "null" -> null;
			case "negative" -> Duration.ofMillis(-1);
			case "year" -> Duration.ofDays(366);
			default -> {
				this.instance.machine.advanceMillis(5_000);
				yield Duration.ZERO;
			}
		});
		this.instance.activate((event, step) -> {
			step.run("s", options, () -> {
				this.bodies.incrementAndGet();
				boom();
			});
			return null;
		});
		assertThat(this.bodies).hasValue(1);
		assertThat(stepError().code()).isEqualTo("WF-2305");
		assertThat(stepError().message()).contains("delay function").doesNotContain("secret");
		assertThat(stepError().isCausedBy(IOException.class)).isTrue();
		assertThat(attemptError(0).message()).isEqualTo("boom");
	}

	@Test
	void anAttemptThatIsLateFailsAndItsResultIsRefused() {
		this.instance.activate((event, step) -> {
			StepTimeoutException ex = catchThrowableOfType(StepTimeoutException.class,
					() -> step.run("slow", noRetries().timeout("2 s"), () -> {
						this.instance.machine.advanceMillis(2_000);
						return "late";
					}));
			assertThat(ex.error().message()).isEqualTo("Execution timed out after 2000 ms");
			return null;
		});
		assertThat(this.instance.heard).containsExactly("TIMED_OUT", "complete");
		this.instance.activate((event, step) -> {
			assertThatThrownBy(() -> step.run("slow", () -> "x")).isInstanceOf(StepTimeoutException.class);
			return null;
		});
	}

}
