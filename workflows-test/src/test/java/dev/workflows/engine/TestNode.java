package dev.workflows.engine;

import java.time.Duration;
import java.util.List;

import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowType;
import dev.workflows.dispatch.Duty;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.settings.EngineSettings;
import dev.workflows.settings.Limits;
import dev.workflows.settings.StepDefaults;
import dev.workflows.store.WorkflowStore;
import dev.workflows.test.model.ModelStore;
import dev.workflows.test.time.VirtualMachine;
import dev.workflows.test.time.VirtualTime;

/**
 * One node of a cluster that shares a store and a clock; its duties run by themselves.
 */
final class TestNode {

	static final String NAME = "wf";

	static final WorkflowType<String, String> TYPE = WorkflowType.of(NAME, String.class, String.class);

	static final Duration LEASE = Duration.ofSeconds(30);

	static final EngineSettings SETTINGS = settings(100);

	final WorkflowEngine engine;

	final VirtualMachine machine;

	private final VirtualTime time;

	TestNode(String process, VirtualTime time, ModelStore model, WorkflowStore store, EngineSettings settings,
			WorkflowEntrypoint<String, String> workflow) {
		this.time = time;
		this.machine = new VirtualMachine(time, process, process.hashCode());
		WorkflowStore reached = (WorkflowStore) java.lang.reflect.Proxy.newProxyInstance(
				TestNode.class.getClassLoader(), new Class<?>[] { WorkflowStore.class }, (proxy, method, arguments) -> {
					this.machine.check();
					try {
						return method.invoke(store, arguments);
					}
					catch (java.lang.reflect.InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
		this.engine = WorkflowEngine.builder()
			.store(reached, model, model.callerTransactions())
			.workflows(List.of(new WorkflowDefinition(NAME, workflow, workflow.getClass(), String.class, String.class)))
			.settings(settings)
			.machine(this.machine, this.machine, this.machine)
			.build();
	}

	static EngineSettings settings(int workers) {
		return new EngineSettings(workers, Duration.ofSeconds(1), LEASE, Duration.ofSeconds(20), Duration.ofSeconds(5),
				Duration.ofSeconds(1), 5, Limits.defaults(), StepDefaults.defaults());
	}

	TestNode start() {
		this.engine.start();
		for (Duty duty : this.engine.duties()) {
			this.machine.start("duty-" + duty.name(), EngineThreads.Kind.SERVICE, () -> {
				EngineThreads.Signal never = this.machine.newSignal();
				while (this.engine.state().running()) {
					never.await(duty.run().toNanos());
				}
			});
		}
		this.time.awaitRest();
		return this;
	}

	WorkflowClient client() {
		return this.engine.client();
	}

	void kill() {
		this.machine.kill();
	}

	void stop() {
		this.engine.stop(SETTINGS.shutdownGrace());
	}

}
