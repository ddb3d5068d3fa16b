package dev.workflows.execution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.workflows.StepContext;
import dev.workflows.StepFailedException;
import dev.workflows.TypeRef;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowValidationException;
import dev.workflows.payload.PayloadCodec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static dev.workflows.StepOptions.noRetries;
import static dev.workflows.StepOptions.retries;
import static dev.workflows.StepOptions.returning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a step records, and what its caller gets, on the first run and on a replay.
 */
class RunOperationTests {

	private final OneInstance instance = new OneInstance();

	private final AtomicInteger bodies = new AtomicInteger();

	record Cart(String id, List<Integer> items) {
	}

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

	private static void boom() throws IOException {
		throw new IOException("boom");
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

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> void sneaky(Throwable error) throws E {
		throw (E) error;
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
		assertThat(seen).extracting(StepContext::idempotencyKey).containsOnly(this.instance.key + "/4/s/1");
		assertThat(seen.get(0).options().limit()).isEqualTo(1);
		assertThat(seen.get(0).options().timeout()).isEqualTo(Duration.ofMinutes(10));
	}

	private int body() {
		return this.bodies.incrementAndGet();
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

}
