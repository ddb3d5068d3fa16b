package dev.workflows.execution;

import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import static dev.workflows.StepOptions.retries;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the code can tell of a replay.
 */
class ReplayTests {

	private final OneInstance instance = new OneInstance();

	private final Logger target = (Logger) LoggerFactory.getLogger(OneInstance.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.lines.start();
		this.target.setLevel(Level.INFO);
		this.target.setAdditive(false);
		this.target.addAppender(this.lines);
	}

	@AfterEach
	void stopListening() {
		this.target.detachAppender(this.lines);
		this.target.setAdditive(true);
		this.target.setLevel(null);
	}

	@Test
	void linesBetweenStepsAreWrittenOnce() {
		int[] tries = new int[1];
		this.instance.toEnd((event, step) -> {
			assertThat(MDC.get("instance")).isEqualTo("i");
			assertThat(MDC.get("workflow")).isEqualTo("w");
			step.logger().info("begin {}", 1);
			step.run("a", () -> {
			});
			step.logger().info("after a");
			step.sleep("long", "1 day");
			step.logger().info("after sleep");
			step.run("flaky", retries(2).delay("1 hour"), () -> {
				if (tries[0]++ < 2) {
					throw new IllegalStateException();
				}
			});
			step.logger().atInfo().log("end");
			return null;
		});
		assertThat(this.lines.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("begin 1", "after a", "after sleep", "end");
		assertThat(this.lines.list.get(0).getCallerData()[0].getClassName()).startsWith(ReplayTests.class.getName());
		assertThat(MDC.get("instance")).isNull();
		assertThat(MDC.get("workflow")).isNull();
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
