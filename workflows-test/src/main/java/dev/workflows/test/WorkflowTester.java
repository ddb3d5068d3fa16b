package dev.workflows.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.workflows.InstanceReport;
import dev.workflows.Workflow;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowValidationException;
import dev.workflows.dispatch.Duty;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.registry.WorkflowDefinitions;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.settings.EngineSettings;
import dev.workflows.settings.Limits;
import dev.workflows.settings.StepDefaults;
import dev.workflows.test.model.ModelStore;
import dev.workflows.test.time.VirtualMachine;
import dev.workflows.test.time.VirtualTime;

/**
 * Runs workflows on the real engine in virtual time, over a store in memory: three days
 * pass in a moment, and the process can be killed at any time. It needs no Spring and no
 * database. <pre class="code">
 * try (WorkflowTester tester = WorkflowTester.of(new CartReminder(carts, mailer))) {
 *     tester.client().create(REMINDER, "cart-1", new Params("cart-1"));
 *     tester.advance(Duration.ofDays(3));
 *     tester.assertThat("purchase-workflow", "cart-1").isComplete();
 * }
 * </pre>
 *
 * @since 0.1
 */
public final class WorkflowTester implements AutoCloseable {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	/** Long, so that days pass without many looks that find nothing. */
	private static final EngineSettings SETTINGS = new EngineSettings(100, Duration.ofMinutes(5), Duration.ofHours(1),
			Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(1), 5, Limits.defaults(),
			StepDefaults.defaults());

	private final List<WorkflowDefinition> workflows;

	private final EngineSettings settings;

	private final VirtualTime time = new VirtualTime(START);

	private final ModelStore store = new ModelStore(this.time);

	private VirtualMachine machine;

	private WorkflowEngine engine;

	private int life;

	private WorkflowTester(List<WorkflowDefinition> workflows, EngineSettings settings) {
		this.workflows = workflows;
		this.settings = settings;
		this.machine = newMachine();
		this.engine = newEngine();
		startEngine();
	}

	/**
	 * Starts a tester.
	 * @param workflows objects of classes that are annotated with {@link Workflow}
	 * @return the tester, running
	 */
	public static WorkflowTester of(WorkflowEntrypoint<?, ?>... workflows) {
		return with(SETTINGS, workflows);
	}

	/**
	 * Starts a tester with settings of its own. A short poll interval or lease makes long
	 * times pass slowly.
	 * @param settings the settings
	 * @param workflows objects of classes that are annotated with {@link Workflow}
	 * @return the tester, running
	 */
	public static WorkflowTester with(EngineSettings settings, WorkflowEntrypoint<?, ?>... workflows) {
		List<WorkflowDefinition> definitions = new ArrayList<>();
		for (WorkflowEntrypoint<?, ?> workflow : workflows) {
			Workflow annotation = workflow.getClass().getAnnotation(Workflow.class);
			if (annotation == null) {
				throw new WorkflowValidationException("WF-3104",
						workflow.getClass().getName() + " needs the annotation @Workflow(\"its-name\")");
			}
			String name = annotation.value().isEmpty() ? annotation.name() : annotation.value();
			definitions.add(WorkflowDefinitions.of(name, workflow, workflow.getClass()));
		}
		return new WorkflowTester(definitions, settings);
	}

	/**
	 * Returns the settings that {@link #of} uses.
	 * @return the settings
	 */
	public static EngineSettings settings() {
		return SETTINGS;
	}

	/**
	 * Returns the client. It is another one after a {@link #crash()}.
	 * @return the client
	 */
	public WorkflowClient client() {
		return this.engine.client();
	}

	/**
	 * Returns the store in memory.
	 * @return the store
	 */
	public ModelStore store() {
		return this.store;
	}

	/**
	 * Returns the virtual time.
	 * @return the time now
	 */
	public Instant now() {
		return Instant.ofEpochMilli(this.time.getAsLong());
	}

	/**
	 * Lets everything that can run now run. Time stands still meanwhile.
	 */
	public void runUntilIdle() {
		this.time.awaitRest();
	}

	/**
	 * Lets time pass, and everything that falls due in it run, in the order of its time.
	 * @param duration how much
	 */
	public void advance(Duration duration) {
		this.time.advance(duration);
	}

	/**
	 * Kills the process and starts another one, which takes over as after a
	 * {@code kill -9}: whatever is not recorded is gone. A body that is running cannot be
	 * ended from outside; what it does with the engine from now on has no effect.
	 */
	public void crash() {
		this.machine.kill();
		this.machine = newMachine();
		this.engine = newEngine();
		startEngine();
		drive("sweep");
		drive("reconcile");
	}

	/**
	 * Stops the process in good order and starts another one.
	 */
	public void restartProcess() {
		this.engine.stop(this.settings.shutdownGrace());
		this.machine = newMachine();
		this.engine = newEngine();
		startEngine();
	}

	/**
	 * Returns everything recorded of an instance.
	 * @param workflow the workflow's name
	 * @param id the instance's id
	 * @return the report
	 */
	public InstanceReport report(String workflow, String id) {
		return client().get(workflow, id).status();
	}

	/**
	 * Begins an assertion about an instance, after everything that can run now has run.
	 * @param workflow the workflow's name
	 * @param id the instance's id
	 * @return the assertion
	 */
	public InstanceReportAssert assertThat(String workflow, String id) {
		runUntilIdle();
		return new InstanceReportAssert(report(workflow, id));
	}

	/**
	 * Stops the process.
	 */
	@Override
	public void close() {
		this.engine.stop(Duration.ZERO);
		this.machine.kill();
	}

	private VirtualMachine newMachine() {
		this.life++;
		return new VirtualMachine(this.time, "process-" + this.life, this.life);
	}

	private WorkflowEngine newEngine() {
		return WorkflowEngine.builder()
			.store(KillableStore.of(this.store, this.machine), this.store, this.store.callerTransactions())
			.workflows(this.workflows)
			.settings(this.settings)
			.machine(this.machine, this.machine, this.machine)
			.build();
	}

	private void startEngine() {
		WorkflowEngine starting = this.engine;
		starting.start();
		VirtualMachine own = this.machine;
		Duty poll = duty("poll");
		own.start("duty-poll", EngineThreads.Kind.SERVICE, () -> {
			EngineThreads.Signal never = own.newSignal();
			while (starting.state().running()) {
				never.await(poll.run().toNanos());
			}
		});
		this.time.awaitRest();
	}

	private void drive(String name) {
		duty(name).run();
		this.time.awaitRest();
	}

	private Duty duty(String name) {
		return this.engine.duties().stream().filter((duty) -> duty.name().equals(name)).findFirst().orElseThrow();
	}

}
