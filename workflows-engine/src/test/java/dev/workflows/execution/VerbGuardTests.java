package dev.workflows.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.workflows.StepAction;
import dev.workflows.StepCall;
import dev.workflows.StepFailedException;
import dev.workflows.WorkflowStep;
import dev.workflows.WorkflowValidationException;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

import static dev.workflows.StepOptions.noRetries;
import static dev.workflows.StepOptions.retries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Verbs that are used wrongly are refused, before anything happens.
 */
class VerbGuardTests {

	private final OneInstance instance = new OneInstance();

	private final AtomicInteger bodies = new AtomicInteger();

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

	private int body() {
		return this.bodies.incrementAndGet();
	}

	private static void refused(String code, ThrowableAssert.ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOf(WorkflowValidationException.class).hasMessageStartingWith(code);
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

	private static void state(String code, ThrowableAssert.ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageStartingWith(code);
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

}
