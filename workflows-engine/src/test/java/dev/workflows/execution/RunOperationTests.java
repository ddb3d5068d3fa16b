package dev.workflows.execution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.workflows.ErrorDetail;
import dev.workflows.NonRetryableException;
import dev.workflows.StepFailedException;
import dev.workflows.TypeRef;
import dev.workflows.WorkflowValidationException;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.StepRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.workflows.StepOptions.noRetries;
import static dev.workflows.StepOptions.retries;
import static dev.workflows.StepOptions.returning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a step does on its first run, on a replay and between attempts.
 */
class RunOperationTests {

	private final OneInstance instance = new OneInstance();

	private final AtomicInteger bodies = new AtomicInteger();

	record Cart(String id, List<Integer> items) {
	}

	@Test
	void aRecordedStepIsNotRunAgain() {
		for (int i = 0; i < 3; i++) {
			this.instance.activate((event, step) -> {
				Cart cart = step.run("cart", () -> new Cart("c" + this.bodies.incrementAndGet(), List.of(1, 2)));
				assertThat(cart).isEqualTo(new Cart("c1", List.of(1, 2)));
				step.run("nothing", () -> {
					this.bodies.incrementAndGet();
				});
				return null;
			});
		}
		assertThat(this.bodies).hasValue(2);
		assertThat(this.instance.steps).hasSize(2);
	}

	@Test
	void theCallerGetsTheDecodedBytesAlsoOnTheFirstRun() {
		List<Integer> mutable = new ArrayList<>(List.of(1));
		this.instance.activate((event, step) -> {
			List<Integer> got = step.run("list", returning(new TypeRef<List<Integer>>() {
			}), () -> mutable);
			mutable.add(2);
			assertThat(got).containsExactly(1).isNotSameAs(mutable);
			return null;
		});
		assertThat(this.instance.heard).containsExactly("SUCCEEDED", "complete");
	}

	@Test
	void sameNamesAreCountedAndKindsDoNotShareKeys() {
		for (int i = 0; i < 2; i++) {
			this.instance.activate((event, step) -> {
				for (int n = 0; n < 3; n++) {
					int expected = n;
					int got = step.run("wait", () -> this.bodies.getAndIncrement());
					assertThat(got).isEqualTo(expected);
					step.sleep("wait", "0 ms");
				}
				return null;
			});
		}
		assertThat(this.bodies).hasValue(3);
		assertThat(this.instance.steps).hasSize(6);
	}

	@Test
	void reorderedStepsKeepTheirResults() {
		this.instance.activate((event, step) -> step.run("a", () -> "A") + step.run("b", () -> "B"));
		this.instance.activate((event, step) -> step.run("b", () -> "new") + step.run("a", () -> "new"));
		assertThat(this.instance.output).isEqualTo("\"BA\"");
	}

	@Test
	void nullVoidAndEmptyAreResults() {
		for (int i = 0; i < 2; i++) {
			this.instance.activate((event, step) -> {
				assertThat(step.<String>run("null", () -> null)).isNull();
				Optional<String> none = step.run("none", returning(new TypeRef<Optional<String>>() {
				}), () -> Optional.empty());
				assertThat(none).isEmpty();
				this.bodies.incrementAndGet();
				return null;
			});
		}
		assertThat(this.bodies).hasValue(2);
		assertThat(this.instance.status.word()).isEqualTo("complete");
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

	@Test
	void aFailureIsRememberedAndCatchable() {
		for (int i = 0; i < 2; i++) {
			this.instance.activate((event, step) -> {
				StepFailedException ex = catchThrowableOfType(StepFailedException.class,
						() -> step.run("bad", noRetries(), () -> {
							this.bodies.incrementAndGet();
							boom();
						}));
				assertThat(ex.isCausedBy(IOException.class)).isTrue();
				assertThat(ex.isCausedBy(Exception.class)).isTrue();
				assertThat(ex.isCausedBy(RuntimeException.class)).isFalse();
				assertThat(ex.step()).isEqualTo("bad");
				return "went on";
			});
			assertThat(this.instance.output).isEqualTo("\"went on\"");
		}
		assertThat(this.bodies).hasValue(1);
	}

	@Test
	void aNamedExceptionIsThrownInstead() {
		for (int i = 0; i < 2; i++) {
			this.instance.activate((event, step) -> {
				assertThatThrownBy(
						() -> step.run("bad", noRetries().rethrow(IOException.class, IOException::new), () -> {
							sneaky(new IllegalStateException("outer", new IOException("inner")));
						}))
					.isExactlyInstanceOf(IOException.class)
					.hasMessage("inner");
				return null;
			});
		}
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

	private static void boom() throws IOException {
		throw new IOException("boom");
	}

	private ErrorDetail stepError() {
		StepRow row = this.instance.sorted().get(0);
		assertThat(row.success()).isFalse();
		return this.instance.codec.decodeError(row.error());
	}

}
