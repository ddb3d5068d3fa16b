package dev.workflows.simulation.cluster;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import dev.workflows.WorkflowClient;
import dev.workflows.dispatch.Duty;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.settings.EngineSettings;
import dev.workflows.simulation.fault.Faults;
import dev.workflows.simulation.fault.StoreLink;
import dev.workflows.simulation.world.SimMachine;
import dev.workflows.simulation.world.SimProcess;
import dev.workflows.simulation.world.World;
import dev.workflows.store.WorkflowStore;
import org.jspecify.annotations.Nullable;

/**
 * A place in the cluster, where one process after another runs an engine.
 */
public final class Member {

	private final Setup setup;

	private final String name;

	private final SplittableRandom random;

	private int lives;

	private String processName;

	private @Nullable SimProcess process;

	private @Nullable WorkflowEngine engine;

	private boolean stopping;

	Member(Setup setup, int number, SplittableRandom random) {
		this.setup = setup;
		this.name = "node" + number;
		this.processName = this.name;
		this.random = random;
	}

	public boolean isUp() {
		return this.process != null && !this.process.isDead();
	}

	/** Whether it takes calls of applications. */
	public boolean isOpen() {
		return isUp() && !this.stopping && this.engine != null && this.engine.state().running();
	}

	public SimProcess process() {
		if (this.process == null) {
			throw new IllegalStateException("was never started");
		}
		return this.process;
	}

	public WorkflowClient client() {
		if (this.engine == null) {
			throw new IllegalStateException("was never started");
		}
		return this.engine.client();
	}

	/** Starts a process, which may pass for the one before. */
	void start() {
		if (this.random.nextBoolean()) {
			this.processName = this.name + "." + this.lives;
		}
		this.lives++;
		SimProcess started = new SimProcess(this.processName);
		SimMachine machine = new SimMachine(world(), started, this.random.split(), this.setup.virtual());
		WorkflowEngine built = build(started, machine);
		this.process = started;
		this.engine = built;
		this.stopping = false;
		world().start(started, "main", () -> {
			built.start();
			for (Duty duty : built.duties()) {
				if (this.setup.breakage().does(duty.name())) {
					world().start(started, duty.name(), () -> drive(built, duty));
				}
			}
		});
	}

	private WorkflowEngine build(SimProcess started, SimMachine machine) {
		Database database = this.setup.database();
		WorkflowStore store = this.setup.breakage().atDatabase(database.model(), database, machine);
		StoreLink.Linked link = StoreLink.lay(world(), started, this.setup.faults(), database.model(),
				new Observer(store, database));
		return WorkflowEngine.builder()
			.store(this.setup.breakage().atEngine(link), link, database.model().callerTransactions())
			.workflows(List.of(this.setup.workflow()))
			.settings(this.setup.settings())
			.codec(this.setup.codec())
			.machine(machine, machine, machine)
			.build();
	}

	private void drive(WorkflowEngine built, Duty duty) {
		while (built.state().running()) {
			Duration pause = duty.run();
			world().pause(pause.toNanos());
		}
	}

	/** Stops the process in good order; nothing of it is left afterwards. */
	void stop() {
		WorkflowEngine running = this.engine;
		// While it starts, a stop would wait for a lock that the world knows nothing of.
		if (!isOpen() || running == null) {
			return;
		}
		this.stopping = true;
		SimProcess leaving = process();
		world().start(leaving, "stop", () -> {
			running.stop(this.setup.settings().shutdownGrace());
			world().exit();
		});
	}

	void kill() {
		if (isUp()) {
			world().kill(process());
		}
	}

	private World world() {
		return this.setup.database().world();
	}

	/**
	 * What the members of a cluster share.
	 *
	 * @param database the database
	 * @param faults what goes wrong
	 * @param workflow what they run
	 * @param settings the pace
	 * @param codec how values become JSON
	 * @param breakage how the engines are broken
	 * @param virtual whether a waiting worker costs no thread
	 */
	public record Setup(Database database, Faults faults, WorkflowDefinition workflow, EngineSettings settings,
			PayloadCodec codec, Breakage breakage, boolean virtual) {
	}

}
