package dev.workflows.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import dev.workflows.InstanceStatus;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.simulation.check.Checker;
import dev.workflows.simulation.check.Evidence;
import dev.workflows.simulation.cluster.Breakage;
import dev.workflows.simulation.cluster.Cluster;
import dev.workflows.simulation.cluster.Database;
import dev.workflows.simulation.cluster.Member;
import dev.workflows.simulation.cluster.Nemesis;
import dev.workflows.simulation.fault.Faults;
import dev.workflows.simulation.work.Applications;
import dev.workflows.simulation.work.Errand;
import dev.workflows.simulation.work.Journal;
import dev.workflows.simulation.work.Ledger;
import dev.workflows.simulation.work.ScriptedWorkflow;
import dev.workflows.simulation.world.Threads;
import dev.workflows.simulation.world.Trace;
import dev.workflows.simulation.world.World;

/**
 * One run: a while in which things go wrong, then a while in which nothing does and one
 * member is left, which must bring everything to its end.
 */
final class Simulation {

	private static final int FRESH = 5;

	private static final int MOST_CHANGES = 1_000;

	private static final long MILLI = 1_000_000;

	private final Plan plan;

	private final World world;

	private final Database database;

	private final Faults faults;

	private final Ledger ledger;

	private final Journal journal = new Journal();

	private final Cluster cluster;

	private final Applications applications;

	private final List<Errand> errands;

	private Simulation(Plan plan, Breakage breakage, PayloadCodec codec, Threads threads, Trace trace) {
		this.plan = plan;
		this.world = new World(threads, trace, random("choice"));
		this.database = new Database(this.world, plan.members() == 1 && random("embedded").nextBoolean(),
				random("interrupts").nextInt(4) > 0);
		this.faults = new Faults(this.world, random("faults"), plan.kinds(), plan.harsh());
		this.ledger = new Ledger(this.database, random("ledger"));
		ScriptedWorkflow workflow = new ScriptedWorkflow(this.world, this.ledger);
		WorkflowDefinition definition = new WorkflowDefinition(Applications.TYPE.name(), workflow,
				ScriptedWorkflow.class, String.class, String.class);
		Member.Setup setup = new Member.Setup(this.database, this.faults, definition, plan.settings(), codec, breakage,
				plan.virtual());
		this.cluster = new Cluster(setup, plan.members(), random("cluster"));
		this.applications = new Applications(this.database, this.cluster, this.journal, random("applications"));
		this.errands = new ArrayList<>(plan.errands());
	}

	/** Runs a plan and judges it. */
	static Result run(Plan plan, Breakage breakage, PayloadCodec codec, Threads threads, Trace trace) {
		Simulation simulation = new Simulation(plan, breakage, codec, threads, trace);
		simulation.world.run(simulation::tell);
		Evidence evidence = new Evidence(simulation.database, simulation.ledger, simulation.journal, simulation.errands,
				simulation.faults, plan.settings().crashLimit());
		return new Result(plan, Checker.check(evidence), Totals.of(simulation.world, evidence), trace);
	}

	private SplittableRandom random(String purpose) {
		return Plan.random(this.plan.seed(), purpose);
	}

	private void tell() {
		this.cluster.start();
		this.applications.run(this.plan.errands());
		this.world.start(this.world.outside(), "nemesis",
				new Nemesis(this.database, this.cluster, this.faults, random("nemesis"), this.plan.harsh()));
		while (this.world.nanos() < this.plan.safetyMillis() * MILLI && !isEndless()) {
			this.world.pause(250 * MILLI);
		}
		this.faults.off();
		// Where nothing has gone wrong, nothing must: to leave one means to kill the
		// others.
		Member survivor = this.faults.counts().isEmpty() ? this.cluster.any() : this.cluster.leaveOne();
		if (awaitEnd(survivor, this.plan.healMillis())) {
			createFresh();
			awaitEnd(survivor, this.plan.healMillis());
		}
	}

	/** Some instances more, to see that the survivor is as good as new. */
	private void createFresh() {
		for (int i = 0; i < FRESH; i++) {
			this.errands.add(new Errand(1_000 + i, i, 0, Errand.Creation.PLAIN, Errand.Next.NOTHING, 0, false));
		}
		this.applications.run(this.errands.subList(this.plan.errands().size(), this.errands.size()));
	}

	private boolean awaitEnd(Member survivor, long millis) {
		long deadline = this.world.nanos() + millis * MILLI;
		while (this.world.nanos() < deadline && !isEndless()) {
			this.cluster.revive(survivor);
			if (this.applications.areDone() && allEnded()) {
				return true;
			}
			this.world.pause(250 * MILLI);
		}
		return false;
	}

	/** Whether more has happened than any plan needs. */
	private boolean isEndless() {
		return this.database.position() > MOST_CHANGES;
	}

	private boolean allEnded() {
		return this.database.model()
			.list(Applications.TYPE.name(), null, null, Integer.MAX_VALUE)
			.stream()
			.map((row) -> row.status())
			.allMatch(InstanceStatus::isFinished);
	}

}
