package dev.workflows.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.workflows.InstanceStatus;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowType;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.observation.EngineListener;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.SystemEngineClock;
import dev.workflows.runtime.SystemEngineIds;
import dev.workflows.runtime.SystemEngineThreads;
import dev.workflows.settings.EngineSettings;
import dev.workflows.store.jdbc.JdbcStore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The load through the engine, as an application would do it: every instance is created
 * by a thread of its own that waits for the create, all at once.
 */
final class EngineRun {

	static final String WORKFLOW = "benchmark";

	private static final WorkflowType<Integer, Integer> TYPE = WorkflowType.of(WORKFLOW, Integer.class, Integer.class);

	private final StoreConnections connections;

	private final Load load;

	private final EngineThreads threads = new SystemEngineThreads(true);

	private volatile CountDownLatch running = new CountDownLatch(0);

	private volatile @Nullable RuntimeException failure;

	EngineRun(StoreConnections connections, Load load) {
		this.connections = connections;
		this.load = load;
	}

	double stepsPerSecond() throws Exception {
		JdbcStore store = JdbcStore.open(this.connections.application(), this.connections.engine());
		WorkflowEngine engine = engine(store);
		engine.start();
		try (DutyDriver driver = new DutyDriver(engine.duties())) {
			long started = System.nanoTime();
			for (int wave = 0; wave < this.load.waves(); wave++) {
				runWave(engine.client(), wave);
			}
			long nanos = System.nanoTime() - started;
			this.connections.requireWritten(this.load);
			return this.load.stepsInAll() / (nanos / 1e9);
		}
		finally {
			engine.stop(Duration.ofSeconds(10));
			store.close();
		}
	}

	private WorkflowEngine engine(JdbcStore store) {
		SystemEngineClock clock = new SystemEngineClock();
		WorkflowEntrypoint<Integer, Integer> entrypoint = (event, step) -> {
			int sum = 0;
			for (int i = 0; i < this.load.steps(); i++) {
				int number = i;
				sum += step.run("step " + i, () -> number);
			}
			return sum;
		};
		return WorkflowEngine.builder()
			.store(store.store(), store.queries(), store.callerTransaction())
			.workflows(List
				.of(new WorkflowDefinition(WORKFLOW, entrypoint, EngineRun.class, Integer.class, Integer.class)))
			.settings(EngineSettings.defaults(this.load.instances()))
			.codec(new PayloadCodec(JsonMapper.builder().build(), 1 << 20))
			.listener(new EndCounter())
			.machine(clock, this.threads, new SystemEngineIds(clock))
			.build();
	}

	private void runWave(WorkflowClient client, int wave) throws Exception {
		CountDownLatch ended = new CountDownLatch(this.load.instances());
		this.running = ended;
		for (int i = 0; i < this.load.instances(); i++) {
			String id = wave + "-" + i;
			int params = i;
			this.threads.start("client", EngineThreads.Kind.WORKER, () -> {
				try {
					client.create(TYPE, id, params);
				}
				catch (RuntimeException ex) {
					this.failure = ex;
				}
			});
		}
		if (!ended.await(2, TimeUnit.MINUTES)) {
			throw new IllegalStateException(ended.getCount() + " instances did not end in 2 minutes", this.failure);
		}
	}

	private final class EndCounter implements EngineListener {

		@Override
		public void instanceEnded(String workflow, InstanceStatus status) {
			EngineRun.this.running.countDown();
		}

	}

}
