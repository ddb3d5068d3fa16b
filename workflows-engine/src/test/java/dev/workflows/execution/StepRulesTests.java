package dev.workflows.execution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.workflows.ErrorDetail;
import dev.workflows.StepAction;
import dev.workflows.StepCall;
import dev.workflows.StepContext;
import dev.workflows.StepFailedException;
import dev.workflows.StepOptions;
import dev.workflows.StepTimeoutException;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowStep;
import dev.workflows.WorkflowValidationException;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.store.StepRow;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static dev.workflows.StepOptions.noRetries;
import static dev.workflows.StepOptions.retries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a step may be, return and use, and what its body is told.
 */
class StepRulesTests {

	private final OneInstance instance = new OneInstance();

	private final AtomicInteger bodies = new AtomicInteger();

	/** Unknown to the JSON library until told. */
	static class Hidden {

		final String value;

		private Hidden(StringBuilder parts, int unrelated) {
			this.value = parts.toString();
		}

		public String getValue() {
			return this.value;
		}

	}

	@Test
	void aResultThatIsNotDataFailsTheStepOnce() {
		this.instance.activate((event, step) -> {
			StepFailedException ex = catchThrowableOfType(StepFailedException.class, () -> step.run("stream", () -> {
				this.bodies.incrementAndGet();
				return new ByteArrayInputStream(new byte[0]);
			}));
			assertThat(ex.error().code()).isEqualTo("WF-2202");
			return null;
		});
		assertThat(this.bodies).hasValue(1);
		assertThat(this.instance.status.word()).isEqualTo("complete");
	}

	@Test
	void aResultThatCannotBeReadBackFailsTheStep() {
		this.instance.activate((event, step) -> {
			StepFailedException ex = catchThrowableOfType(StepFailedException.class,
					() -> step.run("hidden", () -> new Hidden(new StringBuilder("secret"), 1)));
			assertThat(ex.error().code()).isEqualTo("WF-2203");
			assertThat(ex).hasMessageNotContaining("secret");
			return null;
		});
	}

	@Test
	void aResultThatIsTooLargeFailsTheStep() {
		this.instance.codec = new PayloadCodec(JsonMapper.builder().build(), 100);
		this.instance.activate((event, step) -> {
			assertThat(step.run("fits", () -> "x".repeat(98))).hasSize(98);
			WorkflowException ex = catchThrowableOfType(WorkflowException.class,
					() -> step.run("large", () -> "x".repeat(99)));
			assertThat(ex.code()).isEqualTo("WF-2201");
			return null;
		});
		assertThat(this.instance.status.word()).isEqualTo("complete");
	}

	@Test
	void theSumOfResultsIsLimited() {
		this.instance.limits(10, 250);
		for (int i = 0; i < 2; i++) {
			this.instance.activate((event, step) -> {
				step.run("a", () -> "x".repeat(98));
				step.run("b", () -> "x".repeat(98));
				WorkflowException ex = catchThrowableOfType(WorkflowException.class,
						() -> step.run("c", () -> "x".repeat(98)));
				assertThat(ex.code()).isEqualTo("WF-2205");
				return null;
			});
		}
		assertThat(this.instance.status.word()).isEqualTo("complete");
	}

	@Test
	void theNumberOfStepsIsLimited() {
		this.instance.limits(3, 1_000);
		for (int i = 0; i < 2; i++) {
			this.instance.activate((event, step) -> {
				for (int n = 0; n < 3; n++) {
					step.run("s", () -> {
					});
					step.sleep("not counted", "0 ms");
				}
				assertThatThrownBy(() -> step.run("s", () -> {
				})).isInstanceOf(WorkflowValidationException.class).hasMessageStartingWith("WF-2401");
				return null;
			});
		}
		assertThat(this.instance.status.word()).isEqualTo("complete");
	}

	@Test
	void theFirstRecordedOptionsWin() {
		this.instance.activate((event, step) -> {
			step.run("s", retries(1).delay("1 hour").constant(), StepRulesTests::boom);
			return null;
		});
		this.instance.machine.advanceMillis(3_600_000);
		this.instance.activate((event, step) -> {
			step.run("s", retries(100).delay("1 ms"), StepRulesTests::boom);
			return null;
		});
		assertThat(this.instance.status.word()).isEqualTo("errored");
		assertThat(this.instance.sorted().get(0).options()).contains("\"limit\":1").contains("\"constant\"");
	}

	@Test
	void theContextTellsTheAttempt() {
		List<StepContext> seen = new ArrayList<>();
		this.instance.run = 4;
		this.instance.toEnd((event, step) -> {
			step.run("other", () -> {
			});
			step.run("s", retries(1), () -> {
				seen.add(step.context());
				if (seen.size() == 1) {
					boom();
				}
			});
			return null;
		});
		assertThat(seen).extracting(StepContext::attempt).containsExactly(1, 2);
		assertThat(seen).extracting(StepContext::idempotencyKey).containsOnly("w/i/4/s#1");
		assertThat(seen.get(0).options().limit()).isEqualTo(1);
		assertThat(seen.get(0).options().timeout()).isEqualTo(Duration.ofMinutes(10));
	}

	@Test
	void aDelayFunctionSeesTheError() {
		List<String> seen = new ArrayList<>();
		StepOptions options = retries(1).constant().delay((attempt, error) -> {
			seen.add(attempt + " " + error.getMessage());
			return Duration.ofMinutes(7);
		});
		RunEnd end = this.instance.activate((event, step) -> {
			step.run("s", options, StepRulesTests::boom);
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

	@Test
	void badInputIsRefusedBeforeTheBody() {
		this.instance.activate((event, step) -> {
			refused("WF-2101", () -> step.run("", this::body));
			refused("WF-2101", () -> step.run(null, this::body));
			refused("WF-2101", () -> step.run("x".repeat(257), this::body));
			refused("WF-2101", () -> step.run("a\u0007", this::body));
			refused("WF-2101", () -> step.run("a\ud800", this::body));
			refused("WF-2102", () -> step.run("x", (StepCall<String>) null));
			refused("WF-2102", () -> step.run("x", (StepAction) null));
			refused("WF-2103", () -> step.run("x", null, this::body));
			refused("WF-2105", () -> step.run("x", () -> (Object) "s"));
			refused("WF-2301", () -> step.run("x", retries(-1), this::body));
			refused("WF-2302", () -> step.run("x", retries(1).delay(Duration.ofDays(366)), this::body));
			refused("WF-2304", () -> step.run("x", retries(1).timeout(Duration.ZERO), this::body));
			refused("WF-2306", () -> step.run("x", retries(1).delay("i like trains"), this::body));
			return null;
		});
		assertThat(this.bodies).hasValue(0);
		assertThat(this.instance.steps).isEmpty();
		assertThat(this.instance.status.word()).isEqualTo("complete");
	}

	@Test
	void strangeNamesAreOnlyText() {
		List<String> names = List.of("Straße 🛒", "a'; DROP TABLE wf_step;--", "<img src=x>", "x".repeat(256));
		this.instance.activate((event, step) -> {
			names.forEach((name) -> step.run(name, this::body));
			return null;
		});
		assertThat(this.instance.sorted()).extracting((row) -> row.key().name()).isEqualTo(names);
	}

	@Test
	void anUnknownLimitOfRetriesIsRefused() {
		this.instance.limits(10, 1_000);
		this.instance.activate((event, step) -> {
			refused("WF-2301", () -> step.run("x", retries(101), this::body));
			return null;
		});
	}

	@Test
	void aResultOfTheWorkflowThatCannotBeStoredKeepsTheSteps() {
		InputStream stream = InputStream.nullInputStream();
		this.instance.activate((event, step) -> {
			step.run("kept", this::body);
			return stream;
		});
		assertThat(this.instance.error.code()).isEqualTo("WF-2204");
		assertThat(this.instance.steps).hasSize(1);
	}

	@Test
	void verbsAreForTheCodeOfTheWorkflowOnly() {
		WorkflowStep[] kept = new WorkflowStep[1];
		this.instance.activate((event, step) -> {
			kept[0] = step;
			step.run("outer", noRetries(), () -> {
				state("WF-2107", () -> step.run("inner", this::body));
				state("WF-2107", () -> step.sleep("inner", "1 s"));
				state("WF-2107", () -> step.sleepUntil("inner", Instant.EPOCH));
			});
			state("WF-2110", step::context);
			StepFailedException ex = catchThrowableOfType(StepFailedException.class,
					() -> step.run("nested", () -> step.run("inner", this::body)));
			assertThat(ex).hasMessageContaining("WF-2107");
			return null;
		});
		assertThat(this.bodies).hasValue(0);
		assertThat(this.instance.steps).hasSize(2);
		state("WF-2109", () -> kept[0].run("late", this::body));
		state("WF-2109", () -> kept[0].context());
	}

	@Test
	void otherThreadsAreRefusedAndKeysStayStable() {
		for (int i = 0; i < 2; i++) {
			this.instance.activate((event, step) -> {
				List<Integer> seen = IntStream.range(0, 64).parallel().mapToObj((n) -> {
					try {
						return step.run("p", () -> 1);
					}
					catch (IllegalStateException ex) {
						assertThat(ex).hasMessageStartingWith("WF-2108");
						return 0;
					}
				}).toList();
				assertThat(seen).hasSize(64);
				Thread other = new Thread(() -> state("WF-2108", () -> step.run("foreign", this::body)));
				other.start();
				other.join();
				return null;
			});
		}
		assertThat(this.bodies).hasValue(0);
		assertThat(this.instance.steps.keySet()).noneMatch((key) -> key.name().equals("foreign"));
	}

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

	private int body() {
		return this.bodies.incrementAndGet();
	}

	private static void refused(String code, ThrowableAssert.ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOf(WorkflowValidationException.class).hasMessageStartingWith(code);
	}

	private static void state(String code, ThrowableAssert.ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageStartingWith(code);
	}

}
