package dev.workflows.execution;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.workflows.WorkflowStep;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.spi.LocationAwareLogger;

import static dev.workflows.StepOptions.retries;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the code can tell of a replay.
 */
class ReplayTests {

	private final OneInstance instance = new OneInstance();

	@Test
	void theLoggerSpeaksOncePerLine() {
		List<String> lines = new ArrayList<>();
		int[] tries = new int[1];
		this.instance.toEnd((event, step) -> {
			assertThat(MDC.get("instance")).isEqualTo("i");
			assertThat(MDC.get("workflow")).isEqualTo("w");
			assertThat(step.logger().getName()).isEqualTo(OneInstance.class.getName());
			speak(step, lines, "begin");
			step.run("a", () -> {
			});
			speak(step, lines, "after a");
			step.sleep("long", "1 day");
			speak(step, lines, "after sleep");
			step.run("flaky", retries(2).delay("1 hour"), () -> {
				if (tries[0]++ < 2) {
					throw new IllegalStateException();
				}
			});
			speak(step, lines, "end");
			return null;
		});
		assertThat(lines).containsExactly("begin", "after a", "after sleep", "end");
		assertThat(MDC.get("instance")).isNull();
		assertThat(MDC.get("workflow")).isNull();
	}

	private static void speak(WorkflowStep step, List<String> lines, String line) {
		if (step.logger().isErrorEnabled()) {
			lines.add(line);
		}
	}

	@Test
	void theLoggerPassesOnWhatIsSaid() {
		List<List<Object>> heard = new ArrayList<>();
		Logger target = (Logger) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { LocationAwareLogger.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "getName" -> "target";
					case "log" -> heard.add(Arrays.asList(arguments));
					default -> true;
				});
		this.instance.claim((event, step) -> null, Object.class);
		ReplayLogger logger = new ReplayLogger(target, this.instance.active.journal());
		Throwable error = new IllegalStateException();
		logger.info("x {} {}", 1, 2);
		logger.warn("y", error);
		logger.atError().log("z");
		assertThat(heard).extracting((call) -> call.get(2)).containsExactly(20, 30, 40);
		assertThat(heard).extracting((call) -> call.get(3)).containsExactly("x {} {}", "y", "z");
		assertThat((Object[]) heard.get(0).get(4)).containsExactly(1, 2);
		assertThat(heard.get(1).get(5)).isSameAs(error);
		assertThat(heard).extracting((call) -> call.get(1)).containsOnly(AbstractLogger.class.getName());
	}

	@Test
	void replayingEndsWhereTheRecordEnds() {
		List<Boolean> seen = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			int steps = i + 2;
			seen.clear();
			this.instance.activate((event, step) -> {
				for (int n = 0; n < steps; n++) {
					seen.add(step.isReplaying());
					step.run("s", () -> {
					});
				}
				seen.add(step.isReplaying());
				return null;
			});
			assertThat(seen).isEqualTo((i == 0) ? List.of(false, false, false) : List.of(true, true, false, false));
		}
	}

	@Test
	void aRecordedStepThatIsGoneFromTheCodeDoesNotSilenceItForEver() {
		this.instance.activate((event, step) -> {
			step.run("kept", () -> {
			});
			step.run("removed", () -> {
			});
			return null;
		});
		List<Boolean> seen = new ArrayList<>();
		this.instance.activate((event, step) -> {
			step.run("kept", () -> {
			});
			step.run("new", () -> {
			});
			seen.add(step.isReplaying());
			return null;
		});
		assertThat(seen).containsExactly(false);
	}

}
