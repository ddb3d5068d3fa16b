package dev.workflows.crashpoints;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.workflows.WorkflowClient;
import dev.workflows.dispatch.Duty;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.settings.EngineSettings;
import dev.workflows.settings.Limits;
import dev.workflows.settings.StepDefaults;
import dev.workflows.test.time.VirtualMachine;
import tools.jackson.databind.json.JsonMapper;

/**
 * One node in virtual time, with the application that it is part of.
 */
final class CrashNode {

	static final Duration LEASE = Duration.ofSeconds(2);

	/**
	 * What is done at one moment of the clock is done by one thread, as far as may be.
	 */
	private static final Duration BETWEEN_DUTIES = Duration.ofMillis(290);

	private static final EngineSettings SETTINGS = new EngineSettings(16, Duration.ofMillis(200), LEASE,
			Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(1), 5, Limits.defaults(),
			new StepDefaults(5, Duration.ofMillis(430), StepDefaults.defaults().backoff(), Duration.ofHours(1), 0,
					Duration.ofMinutes(10)));

	private static final PayloadCodec CODEC = new PayloadCodec(JsonMapper.builder().build(),
			SETTINGS.limits().payloadBytes());

	private final String name;

	private final VirtualMachine machine;

	private final WorkflowEngine engine;

	private final Consumer<Runnable> transactions;

	private final List<String> skipped;

	private volatile boolean stopping;

	CrashNode(NodeLink link, NodeStore store, Ledger ledger, List<String> skipped) {
		this.name = link.name();
		this.machine = link.machine();
		this.transactions = store.transactions();
		this.skipped = skipped;
		ReferenceWorkflow workflow = new ReferenceWorkflow(this, ledger);
		this.engine = WorkflowEngine.builder()
			.store(store.store(), store.queries(), store.callers())
			.workflows(List.of(new WorkflowDefinition(ReferenceWorkflow.TYPE.name(), workflow, workflow.getClass(),
					String.class, String.class)))
			.settings(SETTINGS)
			.codec(CODEC)
			.machine(this.machine, this.machine, this.machine)
			.build();
	}

	String name() {
		return this.name;
	}

	VirtualMachine machine() {
		return this.machine;
	}

	WorkflowClient client() {
		return this.engine.client();
	}

	boolean isAlive() {
		return !this.machine.isKilled();
	}

	/** Whether it works and has not been told to stop. */
	boolean isWorking() {
		return isAlive() && !this.stopping;
	}

	boolean hasLeft() {
		return !isAlive() || !this.engine.state().running();
	}

	void start() {
		this.machine.start("start", EngineThreads.Kind.SERVICE, this.engine::start);
		this.machine.start("duties", EngineThreads.Kind.SERVICE, this::driveDuties);
	}

	private void driveDuties() {
		do {
			for (Duty duty : this.engine.duties()) {
				pause(BETWEEN_DUTIES);
				if (!this.skipped.contains(duty.name())) {
					duty.run();
				}
			}
		}
		while (this.engine.state().running());
	}

	/** Lets a thread of the application do something. */
	void execute(Runnable work) {
		this.machine.start("application", EngineThreads.Kind.WORKER, work);
	}

	/** Does something in a transaction of the application. */
	void inTransaction(Runnable work) {
		this.transactions.accept(work);
	}

	void pause(Duration duration) {
		this.machine.newSignal().await(duration.toNanos());
	}

	/** Stops in good order, on a thread of its own. */
	void stop() {
		this.stopping = true;
		this.machine.start("stop", EngineThreads.Kind.SERVICE, () -> this.engine.stop(SETTINGS.shutdownGrace()));
	}

}
