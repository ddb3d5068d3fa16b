package dev.workflows.store.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import dev.workflows.InstanceStatus;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowType;
import dev.workflows.dispatch.Duty;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.settings.EngineSettings;
import dev.workflows.store.StatusCount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine with real threads on a real database whose time the test sets.
 */
abstract class DatabaseEngineTests {

	private static final int MANY = 10_000;

	private static final WorkflowType<String, String> TYPE = WorkflowType.of("wf", String.class, String.class);

	private final List<WorkflowEngine> engines = new ArrayList<>();

	private final CountDownLatch over = new CountDownLatch(1);

	abstract StoreDatabase database();

	@BeforeEach
	void reset() {
		database().fixture().reset();
	}

	@AfterEach
	void stopAll() {
		this.over.countDown();
		this.engines.forEach((engine) -> engine.stop(Duration.ofSeconds(5)));
	}

	@Test
	void tenThousandSleepersHoldNoThreadAndAreThereAfterARestart() throws Exception {
		AtomicInteger before = new AtomicInteger();
		AtomicInteger after = new AtomicInteger();
		WorkflowEntrypoint<String, String> workflow = (event, step) -> {
			step.run("before", before::incrementAndGet);
			step.sleep("three days", "3 days");
			step.run("after", after::incrementAndGet);
			return "done";
		};
		WorkflowEngine first = start(workflow);
		int threads = Thread.activeCount();
		createMany(first.client());
		eventually(() -> count(InstanceStatus.WAITING) == MANY);
		assertThat(first.state().runs()).isZero();
		assertThat(Thread.activeCount() - threads).isLessThan(64 + 8);
		first.stop(Duration.ofSeconds(5));
		assertThat(count(InstanceStatus.WAITING)).isEqualTo(MANY);
		WorkflowEngine second = start(workflow);
		database().fixture().advance(Duration.ofDays(3).toMillis());
		eventually(() -> count(InstanceStatus.COMPLETE) == MANY);
		assertThat(before).hasValue(MANY);
		assertThat(after).hasValue(MANY);
		second.stop(Duration.ofSeconds(5));
	}

	@Test
	void twoEnginesShareTheWorkAndRunEachStepOnce() throws Exception {
		AtomicInteger bodies = new AtomicInteger();
		WorkflowEntrypoint<String, String> workflow = (event, step) -> {
			int last = 0;
			for (int i = 0; i < 5; i++) {
				last = step.run("count", bodies::incrementAndGet);
			}
			return "last " + last;
		};
		WorkflowEngine one = start(workflow);
		WorkflowEngine other = start(workflow);
		List<Future<String>> results = new ArrayList<>();
		ExecutorService callers = Executors.newFixedThreadPool(20);
		for (int i = 0; i < 400; i++) {
			WorkflowClient client = ((i % 2 == 0) ? one : other).client();
			String id = "i" + i;
			results.add(callers.submit(() -> client.create(TYPE, id, "x").await(Duration.ofMinutes(1))));
		}
		for (Future<String> result : results) {
			assertThat(result.get(2, TimeUnit.MINUTES)).startsWith("last ");
		}
		callers.shutdown();
		assertThat(bodies).hasValue(2000);
		assertThat(database().fixture().store().nodes()).hasSize(2);
	}

	private void createMany(WorkflowClient client) throws Exception {
		ExecutorService callers = Executors.newFixedThreadPool(50);
		for (int i = 0; i < MANY; i++) {
			String id = "sleeper-" + i;
			callers.submit(() -> client.create(TYPE, id, "x"));
		}
		callers.shutdown();
		assertThat(callers.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
	}

	private WorkflowEngine start(WorkflowEntrypoint<String, String> workflow) {
		JdbcStoreFixture fixture = database().fixture();
		WorkflowEngine engine = WorkflowEngine.builder()
			.store(fixture.store(), fixture.queries(), fixture.callers())
			.workflows(List.of(new WorkflowDefinition("wf", workflow, workflow.getClass(), String.class, String.class)))
			.settings(EngineSettings.defaults(64))
			.build();
		engine.start();
		this.engines.add(engine);
		for (Duty duty : engine.duties()) {
			Thread driver = new Thread(() -> drive(engine, duty), "duty-" + duty.name());
			driver.setDaemon(true);
			driver.start();
		}
		return engine;
	}

	private void drive(WorkflowEngine engine, Duty duty) {
		try {
			while (engine.state().running() && !this.over.await(duty.run().toMillis(), TimeUnit.MILLISECONDS)) {
				// again
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private long count(InstanceStatus status) {
		return database().fixture()
			.queries()
			.counts()
			.stream()
			.filter((count) -> count.status() == status)
			.mapToLong(StatusCount::count)
			.sum();
	}

	private void eventually(BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("within 5 minutes").isLessThan(deadline);
			this.over.await(100, TimeUnit.MILLISECONDS);
		}
	}

}
