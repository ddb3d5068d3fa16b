package dev.workflows.crashpoints;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

import dev.workflows.store.WorkflowStore;
import dev.workflows.test.time.VirtualMachine;
import dev.workflows.test.time.VirtualTime;

/**
 * One run of the reference workflow with faults: node a begins, and at each fault a
 * further node joins. In every second run node a stops one second after the first fault,
 * so that others finish.
 */
final class CrashRun {

	/** New threads cost more than all that the runs do on them. */
	static final Executor THREADS = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		return thread;
	});

	private static final Duration STEP = Duration.ofMillis(50);

	/** Some questions to the store are asked only at every so manyth step. */
	private static final int ASK = 4;

	private static final Duration LONGEST = Duration.ofSeconds(60);

	private static final Duration STAY = Duration.ofSeconds(1);

	private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));

	private final CrashStore store;

	private final Breakage breakage;

	private final LateCalls late = new LateCalls(this.time);

	private final CrashPlan plan;

	private final Ledger ledger;

	private final List<CrashNode> nodes = new ArrayList<>();

	/** Whether node a, if it survives, stops soon, or goes on to the end. */
	private final boolean leaves;

	private long firedAt = Long.MAX_VALUE;

	private int answered;

	private CrashRun(CrashStore store, List<CrashPoint> points, Breakage breakage) {
		this.store = store;
		this.breakage = breakage;
		this.plan = new CrashPlan(points, this.late);
		this.ledger = new Ledger(store);
		this.leaves = points.stream().anyMatch((point) -> (point.call() + point.mode().ordinal()) % 2 == 0);
	}

	static Outcome of(CrashStore store, List<CrashPoint> points) {
		return of(store, points, Breakage.NONE);
	}

	static Outcome of(CrashStore store, List<CrashPoint> points, Breakage breakage) {
		return new CrashRun(store, points, breakage).run();
	}

	private Outcome run() {
		this.store.reset(this.time);
		try {
			execute();
			new CrashChecker(this.store, this.ledger, kills()).check();
		}
		catch (RuntimeException | AssertionError ex) {
			this.ledger.violation("the run broke off: " + ex);
		}
		finally {
			this.nodes.forEach((node) -> node.machine().kill());
			this.time.awaitRest();
		}
		return new Outcome(this.plan, this.plan.fired(), this.plan.isDone(), this.ledger.hasRepeated(),
				this.ledger.violations());
	}

	private void execute() {
		Application application = new Application(join(), this.ledger);
		passUntil("finish", () -> application.isDone() && this.store.ended() >= 2 && isCleanedUp(), application);
		while (this.nodes.stream().anyMatch(CrashNode::isWorking)) {
			this.nodes.stream().filter(CrashNode::isWorking).forEach(CrashNode::stop);
			passUntil("stop", () -> this.nodes.stream().allMatch((node) -> node.isWorking() || node.hasLeft()),
					application);
			if (!isCleanedUp()) {
				// What the stop has left behind is another node's to clear away.
				join();
				passUntil("forget its dead nodes", this::isCleanedUp, application);
			}
		}
	}

	/** Lets time pass, and further nodes join at faults. */
	private void passUntil(String what, BooleanSupplier enough, Application application) {
		long limit = this.time.nanoTime() + LONGEST.toNanos();
		this.time.awaitRest();
		for (int i = 0; i % ASK != 0 || !this.late.isEmpty() || !enough.getAsBoolean(); i++) {
			this.time.advance(STEP);
			if (this.plan.fired().size() > this.answered) {
				this.answered++;
				this.firedAt = Math.min(this.firedAt, this.time.nanoTime());
				application.moveTo(join());
			}
			CrashNode first = this.nodes.get(0);
			if (this.leaves && first.isWorking() && this.time.nanoTime() - STAY.toNanos() >= this.firedAt) {
				first.stop();
			}
			if (this.time.nanoTime() > limit) {
				throw new IllegalStateException("it did not " + what + " within " + LONGEST);
			}
		}
	}

	private CrashNode join() {
		int number = this.nodes.size();
		String name = String.valueOf((char) ('a' + number));
		// A store within the process dies with it, and all nodes on it.
		VirtualMachine machine = new VirtualMachine(this.time, "process-" + kills(), number + 1, THREADS);
		NodeLink link = new NodeLink(name, machine, this.plan, this.late);
		NodeStore reached = this.store.connect(link);
		NodeStore broken = new NodeStore(this.breakage.store().apply(reached.store()), reached.queries(),
				reached.callers(), reached.transactions());
		CrashNode node = new CrashNode(link, broken, this.ledger, this.breakage.skippedDuties());
		this.nodes.add(node);
		node.start();
		this.time.awaitRest();
		return node;
	}

	private int kills() {
		return (int) this.nodes.stream().filter((node) -> !node.isAlive()).count();
	}

	/** Whether nothing is owned, and only nodes that are there have a row. */
	private boolean isCleanedUp() {
		return this.store.owned() == 0
				&& this.store.truth().nodes().size() == this.nodes.stream().filter((node) -> !node.hasLeft()).count();
	}

	/**
	 * What came of a run.
	 *
	 * @param plan knows all calls
	 * @param fired the faults that happened
	 * @param done whether all planned faults happened
	 * @param repeated whether a body had to begin again
	 * @param violations what was not as promised
	 */
	record Outcome(CrashPlan plan, List<String> fired, boolean done, boolean repeated, List<String> violations) {
	}

	/**
	 * What is wrong with the engine on purpose.
	 *
	 * @param store breaks the store
	 * @param skippedDuties the duties that nobody does
	 */
	record Breakage(UnaryOperator<WorkflowStore> store, List<String> skippedDuties) {

		static final Breakage NONE = new Breakage(UnaryOperator.identity(), List.of());

	}

}
