package dev.workflows.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.workflows.commit.CommitQueue;
import dev.workflows.commit.CreateQueue;
import dev.workflows.commit.StoreHealth;
import dev.workflows.execution.ActiveRun;
import dev.workflows.execution.ExecutionServices;
import dev.workflows.execution.InstanceRunner;
import dev.workflows.execution.NodeGate;
import dev.workflows.execution.RunEnd;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CrashPolicy;
import dev.workflows.store.CreateResult;
import dev.workflows.store.History;
import dev.workflows.store.NewInstance;
import dev.workflows.store.StepRow;
import dev.workflows.store.Transition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of an engine, from start to stop: its identity in the store, its threads, and
 * what runs on it.
 *
 * @since 0.1
 */
public final class Node {

	private static final Logger logger = LoggerFactory.getLogger(Node.class);

	private static final long THREAD_END = 5_000_000_000L;

	private final NodeParts parts;

	private final StoreHealth health;

	private final NodeLease lease;

	private final WorkerSlots slots;

	private final Runs runs;

	private final CommitQueue commits;

	private final CreateQueue creates;

	private final InstanceRunner runner;

	private final Dispatcher dispatcher;

	private final Watchdog watchdog;

	private final Sweep sweep;

	private final Reconcile reconcile;

	private final EngineThreads.Signal wake;

	private volatile boolean uncertain;

	private volatile long reconciledAt;

	private volatile boolean stopping;

	/**
	 * Starts a node.
	 * @param parts what it is made of
	 */
	public Node(NodeParts parts) {
		this.parts = parts;
		long leaseMillis = parts.settings().lease().toMillis();
		this.wake = parts.machine().threads().newSignal();
		this.health = new StoreHealth(parts.machine().clock(), parts.machine().ids(), parts.listener());
		this.runs = new Runs(parts.machine().threads());
		this.slots = new WorkerSlots(parts.settings().workers(), this.wake::raise);
		this.lease = new NodeLease(parts.store(), parts.machine(), this.health, leaseMillis, this::loseAll);
		this.commits = new CommitQueue(parts.store(), this.lease::owner, parts.machine(), this.health,
				parts.listener());
		this.runner = new InstanceRunner(new ExecutionServices(parts.registry(), parts.codec(), parts.settings(),
				this.commits, parts.machine().clock(), parts.machine().threads(), parts.machine().ids(),
				parts.listener(), new Gate(), parts.store().traits().survivesInterrupts()));
		this.watchdog = new Watchdog(parts.machine(), this.runs, this.runner::watch, this::abandon);
		this.sweep = new Sweep(parts.store(), parts.machine().clock(), this.lease, parts.listener(), crashPolicy(parts),
				leaseMillis);
		this.reconcile = new Reconcile(parts.store(), parts.machine().clock(), this.lease, this.runs);
		this.dispatcher = new Dispatcher(parts.store(), parts.machine(), this.health, this.lease, this.slots,
				parts.registry().names(),
				new Dispatcher.Handler(this.wake, this::start, this::park, this::setUncertain));
		this.creates = new CreateQueue(parts.store(), this.lease::owner, parts.machine(), this.health, new Starter());
		this.reconciledAt = parts.machine().clock().nanoTime();
		this.dispatcher.start();
	}

	private static CrashPolicy crashPolicy(NodeParts parts) {
		int limit = parts.settings().crashLimit();
		return new CrashPolicy(limit, parts.codec().encodeError(Parking.crashLoop(limit)));
	}

	/**
	 * Creates an instance, together with others that are being created.
	 * @param instance the instance
	 * @return the result
	 */
	public CreateResult create(NewInstance instance) {
		return this.creates.create(instance);
	}

	/**
	 * Says that something is due now.
	 */
	public void due() {
		this.dispatcher.due();
	}

	/**
	 * Stops a run whose fence has been raised.
	 * @param instance the instance's key
	 * @param fence the fence now
	 */
	public void fenced(UUID instance, long fence) {
		Runs.Run run = this.runs.get(instance);
		if (run != null && run.active().fence() < fence) {
			run.active().lose();
		}
	}

	/**
	 * The duty to look for due instances that nobody has signalled.
	 * @return how long to wait before the next time
	 */
	public Duration poll() {
		this.dispatcher.poll();
		return this.parts.settings().pollInterval();
	}

	/**
	 * The duty to declare nodes dead and to free what they owned.
	 * @return how long to wait before the next time
	 */
	public Duration sweep() {
		Duration interval = shortest(this.parts.settings().lease().dividedBy(6), Duration.ofSeconds(5));
		if (!this.lease.isHeld()) {
			return shortest(interval, Duration.ofMillis(100));
		}
		attempt("sweep", () -> {
			if (this.sweep.run()) {
				this.dispatcher.due();
			}
		});
		return interval;
	}

	/**
	 * The duty to compare what the node owns with what it runs. It comes often, and looks
	 * once a lease or when something is uncertain.
	 * @return how long to wait before the next time
	 */
	public Duration reconcile() {
		long now = this.parts.machine().clock().nanoTime();
		boolean wanted = this.uncertain || now - this.reconciledAt >= this.parts.settings().lease().toNanos();
		if (wanted && this.lease.isHeld()) {
			this.uncertain = false;
			attempt("reconcile", () -> {
				Reconcile.Found found = this.reconcile.run();
				this.reconciledAt = now;
				this.uncertain |= found.suspects();
				if (found.released()) {
					this.dispatcher.due();
				}
			});
		}
		return shortest(this.parts.settings().lease().dividedBy(6), Duration.ofSeconds(1));
	}

	private void attempt(String what, Runnable action) {
		try {
			action.run();
			this.health.answered();
		}
		catch (Throwable ex) {
			this.health.failed(what, ex);
			this.uncertain = true;
		}
	}

	private static Duration shortest(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/**
	 * Returns whether the database answered last.
	 * @return whether it did
	 */
	public boolean isStoreReachable() {
		return this.health.isReachable();
	}

	/**
	 * Returns whether the lease is renewed in time.
	 * @return whether it is
	 */
	public boolean isLeaseHeld() {
		return this.lease.isHeld();
	}

	/**
	 * Returns how many instances run here.
	 * @return the number, those that wait in memory included
	 */
	public int runs() {
		return this.runs.size();
	}

	/**
	 * Stops in good order: claims no more, lets steps that are running end, hands the
	 * instances over, then stops its sign of life and leaves.
	 * @param grace how long to wait for steps that are running
	 */
	public void stop(Duration grace) {
		this.stopping = true;
		this.dispatcher.stop(THREAD_END);
		this.creates.close(THREAD_END);
		this.runs.all().forEach((run) -> run.active().release());
		this.runs.awaitEmpty(grace.toNanos());
		if (this.runs.size() > 0) {
			logger.warn("{} instances still run a step after {}; they are handed over, and their steps run again"
					+ " elsewhere", this.runs.size(), grace);
		}
		// After the steps, or the others would take over what still runs.
		this.lease.stop(THREAD_END);
		leave();
		loseAll();
		this.commits.close(THREAD_END);
		this.watchdog.stop(THREAD_END);
	}

	private void leave() {
		if (!this.lease.isRegistered()) {
			return;
		}
		try {
			this.parts.store().unregisterNode(this.lease.owner());
		}
		catch (RuntimeException ex) {
			logger.warn("The node could not sign off; the others take over when its lease ends", ex);
		}
	}

	private void loseAll() {
		this.runs.all().forEach((run) -> run.active().lose());
	}

	private void setUncertain() {
		this.uncertain = true;
	}

	private void start(Claimed claimed, History history) {
		this.slots.take();
		ActiveRun active = this.runner.prepare(claimed, history);
		Runs.Run run = new Runs.Run(active, this.parts.machine().clock().nanoTime());
		this.runs.add(run);
		try {
			this.parts.machine()
				.threads()
				.start("workflow-" + claimed.workflow(), EngineThreads.Kind.WORKER,
						() -> end(run, this.runner.run(active)));
		}
		catch (Throwable ex) {
			// No thread to be had: the row is ours but does not run, reconcile releases
			// it.
			this.uncertain = true;
			this.runs.remove(run);
			this.slots.give(1);
			throw ex;
		}
		if (this.stopping) {
			active.release();
		}
		this.parts.listener().claimed(1);
	}

	/** The stored rows stay as they are; a restart drops them. */
	private void park(Claimed claimed) {
		String error = this.parts.codec().encodeError(Parking.unreadableHistory());
		this.commits.commitLater(new Commit(claimed.key(), claimed.fence(), this.parts.machine().ids().next(), null,
				null, List.of(), new Transition.Fail(error), claimed.signal(), false));
	}

	private void abandon(Runs.Run run) {
		this.parts.machine()
			.threads()
			.start("workflow-abandon", EngineThreads.Kind.WORKER, () -> end(run, this.runner.abandon(run.active())));
	}

	/** The run and its abandonment both come here; the first one counts. */
	private void end(Runs.Run run, RunEnd end) {
		if (end instanceof RunEnd.Abandoned) {
			return;
		}
		this.runs.remove(run);
		this.slots.give(1);
		if (end instanceof RunEnd.Suspended suspended) {
			this.dispatcher
				.dueAt(this.parts.machine().clock().nanoTime() + Math.max(0, suspended.dueInMillis()) * 1_000_000L);
		}
		else if (end instanceof RunEnd.Completed || end instanceof RunEnd.Failed) {
			this.parts.ended().ended(run.active().workflow(), run.active().id());
		}
		else if (!this.stopping) {
			this.dispatcher.due();
		}
	}

	private final class Gate implements NodeGate {

		@Override
		public boolean awaitLease() {
			return Node.this.lease.awaitHeld();
		}

		@Override
		public void parked() {
			Node.this.slots.give(1);
		}

		@Override
		public void unparked() {
			Node.this.slots.take();
		}

		@Override
		public void watchAt(long nanos) {
			Node.this.watchdog.at(nanos);
		}

		@Override
		public List<StepRow> moreSteps(UUID instance, long afterSeq, int limit) {
			return Node.this.parts.store().steps(instance, afterSeq, limit);
		}

		@Override
		public long fence(UUID instance) {
			return Node.this.parts.store().histories(List.of(instance), 0).get(0).fence();
		}

	}

	private final class Starter implements CreateQueue.Starter {

		@Override
		public int reserve(int wanted) {
			boolean ready = Node.this.lease.isHeld() && !Node.this.dispatcher.hasBacklog() && !Node.this.stopping;
			return ready ? Node.this.slots.reserve(wanted) : 0;
		}

		@Override
		public void cancel(int unused) {
			Node.this.slots.give(unused);
		}

		@Override
		public void start(Claimed claimed) {
			Node.this.slots.give(1);
			Node.this.start(claimed, new History(claimed.key(), claimed.fence(), List.of(), List.of(), true));
		}

		@Override
		public void due() {
			Node.this.dispatcher.due();
		}

		@Override
		public void uncertain() {
			Node.this.setUncertain();
		}

	}

}
