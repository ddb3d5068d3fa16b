package dev.workflows.autoconfigure;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.workflows.InstanceStatus;
import dev.workflows.Workflow;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowInstance;
import dev.workflows.WorkflowStep;
import dev.workflows.autoconfigure.app.GreetingApplication;
import dev.workflows.engine.WorkflowEngine;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

import static dev.workflows.autoconfigure.WorkflowsAutoConfigurationTests.assertRuns;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkflowsLifecycle}.
 */
class WorkflowsLifecycleTests {

	private static final int TIMES = 50;

	@Test
	void contextsThatComeAndGoLeaveNoThreads() {
		ApplicationContextRunner runner = Contexts.starter().withUserConfiguration(GreetingApplication.class);
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		for (int i = 0; i < TIMES; i++) {
			runner.run((context) -> assertRuns(context));
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> !before.contains(thread))
				.map(Thread::getName)
				.filter((name) -> name.toLowerCase(java.util.Locale.ROOT).contains("workflow"))
				.collect(Collectors.toSet())).isEmpty());
	}

	@Test
	void engineStartsLastAndStopsFirst() {
		Contexts.starter().withUserConfiguration(GreetingApplication.class).run((context) -> {
			WorkflowsLifecycle lifecycle = context.getBean(WorkflowsLifecycle.class);
			assertThat(lifecycle.getPhase()).isEqualTo(SmartLifecycle.DEFAULT_PHASE);
			assertThat(lifecycle.isAutoStartup()).isTrue();
			assertThat(engine(context).state().running()).isTrue();
		});
	}

	@Test
	void stoppedEngineCanBeStartedAgain() {
		Contexts.starter().withUserConfiguration(GreetingApplication.class).run((context) -> {
			context.stop();
			assertThat(engine(context).state().running()).isFalse();
			context.start();
			assertThat(engine(context).state().running()).isTrue();
			assertRuns(context);
		});
	}

	@Test
	void stopDoesNotHoldTheOthersAndTellsWhenItIsDone() throws InterruptedException {
		Contexts.starter().withUserConfiguration(GreetingApplication.class).run((context) -> {
			CountDownLatch done = new CountDownLatch(1);
			context.getBean(WorkflowsLifecycle.class).stop(done::countDown);
			assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(context.getBean(WorkflowsLifecycle.class).isRunning()).isFalse();
		});
	}

	@Test
	void stepThatRunsIsWaitedFor() {
		Contexts.starter()
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:grace;DB_CLOSE_DELAY=-1")
			.withUserConfiguration(GreetingApplication.class, Slow.class)
			.run((context) -> {
				Slow slow = context.getBean(Slow.class);
				WorkflowInstance<?> instance = context.getBean(WorkflowClient.class).create("slow", "one", "x");
				assertThat(slow.began.await(30, TimeUnit.SECONDS)).isTrue();
				CountDownLatch stopped = new CountDownLatch(1);
				context.getBean(WorkflowsLifecycle.class).stop(stopped::countDown);
				assertThat(stopped.getCount()).isEqualTo(1);
				slow.release.countDown();
				assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
				assertThat(instance.status().steps()).filteredOn((step) -> Boolean.TRUE.equals(step.success()))
					.hasSize(1);
				assertThat(instance.status().status()).isIn(InstanceStatus.QUEUED, InstanceStatus.COMPLETE);
			});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void graceThatIsLongerThanTheShutdownIsReported(CapturedOutput output) {
		Contexts.starter()
			.withUserConfiguration(GreetingApplication.class)
			.withPropertyValues("workflows.shutdown-grace=10s", "spring.lifecycle.timeout-per-shutdown-phase=9s")
			.run((context) -> assertThat(output).contains("spring.lifecycle.timeout-per-shutdown-phase above it"));
	}

	private static WorkflowEngine engine(ApplicationContext context) {
		return context.getBean(WorkflowEngine.class);
	}

	@Workflow("slow")
	static class Slow implements WorkflowEntrypoint<String, String> {

		final CountDownLatch began = new CountDownLatch(1);

		final CountDownLatch release = new CountDownLatch(1);

		@Override
		public String run(WorkflowEvent<String> event, WorkflowStep step) {
			return step.run("wait", () -> {
				this.began.countDown();
				this.release.await();
				return "done";
			});
		}

	}

}
