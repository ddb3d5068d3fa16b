package dev.workflows.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.commit.StoreHealth;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.Machine;
import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.History;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.store.WorkflowStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits for something to be due, claims what fits into the free slots,
 * reads the histories in a later transaction, and hands each instance to a worker.
 * Nothing that is thrown ends it.
 */
final class Dispatcher {

	private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);

	private static final int MOST_CLAIMED = 500;

	private static final int MOST_STEPS = 10_000;

	private static final long FIRST_REARM = 2_000_000L;

	private static final long LONGEST_REARM = 250_000_000L;

	private static final long NEVER = Long.MAX_VALUE;

	private final WorkflowStore store;

	private final Machine machine;

	private final StoreHealth health;

	private final NodeLease lease;

	private final WorkerSlots slots;

	private final List<String> workflows;

	private final BiConsumer<Claimed, History> start;

	private final Consumer<Claimed> onUnreadable;

	private final Runnable onUncertain;

	private final EngineThreads.Signal wake;

	private EngineThreads.@Nullable Task thread;

	/**
	 * The next time at which something is due here, {@link #NEVER} if nothing is known.
	 */
	private final AtomicLong nextDue = new AtomicLong(NEVER);

	/** Whether somebody said that something is due now. */
	private volatile boolean signalled = true;

	private volatile boolean polled;

	/** Whether the last claim took all it could, so that more is probably due. */
	private volatile boolean backlog;

	private volatile boolean stopping;

	private long rearm = FIRST_REARM;

	Dispatcher(WorkflowStore store, Machine machine, StoreHealth health, NodeLease lease, WorkerSlots slots,
			List<String> workflows, Handler handler) {
		this.store = store;
		this.machine = machine;
		this.health = health;
		this.lease = lease;
		this.slots = slots;
		this.workflows = workflows;
		this.start = handler.start();
		this.onUnreadable = handler.unreadable();
		this.onUncertain = handler.uncertain();
		this.wake = handler.wake();
	}

	void start() {
		this.thread = this.machine.threads().start("workflows-dispatcher", EngineThreads.Kind.SERVICE, this::loop);
	}

	/**
	 * Says that something is due now.
	 */
	void due() {
		this.signalled = true;
		this.wake.raise();
	}

	/**
	 * Looks for due instances that nobody has signalled.
	 */
	void poll() {
		this.polled = true;
		this.wake.raise();
	}

	/**
	 * Fires from memory at a time, unless something is due before.
	 */
	void dueAt(long nanos) {
		if (this.nextDue.accumulateAndGet(nanos, Math::min) == nanos) {
			this.wake.raise();
		}
	}

	boolean hasBacklog() {
		return this.backlog;
	}

	void stop(long nanos) {
		this.stopping = true;
		this.wake.raise();
		EngineThreads.Task started = this.thread;
		if (started != null) {
			started.join(nanos);
		}
	}

	private void loop() {
		int failures = 0;
		while (!this.stopping) {
			try {
				cycle();
				failures = 0;
			}
			catch (StoreUnavailableException ex) {
				failures++;
				this.health.failed("claim", ex);
				if (ex.applied() == Applied.UNKNOWN) {
					this.onUncertain.run();
				}
				pause(failures);
			}
			catch (Throwable ex) {
				failures++;
				logger.error("The dispatcher met an error and goes on", ex);
				this.onUncertain.run();
				pause(failures);
			}
		}
	}

	private void pause(int failures) {
		this.signalled = true;
		this.wake.await(this.health.pauseNanos(failures));
	}

	private void cycle() {
		if (!this.lease.isHeld()) {
			this.lease.awaitHeld();
			this.signalled = true;
			return;
		}
		boolean timer = this.nextDue.get() - this.machine.clock().nanoTime() <= 0 && this.nextDue.get() != NEVER;
		int free = this.slots.free();
		if (free == 0 || !(this.signalled || this.polled || timer)) {
			await((free == 0) ? NEVER : this.nextDue.get());
			return;
		}
		boolean look = this.signalled || timer;
		this.signalled = false;
		this.polled = false;
		this.nextDue.set(NEVER);
		if (look || isDue()) {
			claim(Math.min(free, MOST_CLAIMED));
		}
	}

	private void await(long until) {
		this.wake.await((until == NEVER) ? NEVER : Math.max(0, until - this.machine.clock().nanoTime()));
	}

	/** What an idle poll costs: one statement. */
	private boolean isDue() {
		OptionalLong due = this.store.nextDue(this.workflows);
		this.health.answered();
		if (due.isPresent() && due.getAsLong() > 0) {
			dueIn(due.getAsLong());
		}
		return due.isPresent() && due.getAsLong() <= 0;
	}

	private void claim(int limit) {
		List<Claimed> claimed = this.store.claim(new ClaimRequest(this.lease.owner(), limit, this.workflows));
		this.health.answered();
		this.backlog = (claimed.size() == limit);
		if (!claimed.isEmpty()) {
			this.rearm = FIRST_REARM;
			start(claimed);
		}
		if (this.backlog) {
			this.signalled = true;
		}
		else if (isDue()) {
			// Due, but locked by somebody: look again shortly, until the row is gone.
			dueAt(this.machine.clock().nanoTime() + this.rearm);
			this.rearm = Math.min(LONGEST_REARM, this.rearm * 2);
		}
	}

	private void start(List<Claimed> claimed) {
		int started = 0;
		try {
			List<History> histories = histories(claimed);
			for (; started < claimed.size(); started++) {
				History history = histories.get(started);
				if (history != null) {
					this.start.accept(claimed.get(started), history);
				}
				else {
					this.onUnreadable.accept(claimed.get(started));
				}
			}
		}
		finally {
			if (started < claimed.size()) {
				// The rest is ours but does not run: reconcile releases it.
				this.onUncertain.run();
			}
		}
	}

	/**
	 * Reads the histories; one that cannot be read must not hold up the others.
	 * @return a history per instance, {@code null} where it cannot be read
	 */
	private List<@Nullable History> histories(List<Claimed> claimed) {
		try {
			return new ArrayList<>(this.store.histories(claimed.stream().map(Claimed::key).toList(), MOST_STEPS));
		}
		catch (StoreRejectedException ex) {
			logger.warn("A recorded history cannot be read; each is now read alone", ex);
			List<@Nullable History> histories = new ArrayList<>();
			for (Claimed instance : claimed) {
				histories.add(history(instance));
			}
			return histories;
		}
	}

	private @Nullable History history(Claimed instance) {
		try {
			return this.store.histories(List.of(instance.key()), MOST_STEPS).get(0);
		}
		catch (StoreRejectedException ex) {
			return null;
		}
	}

	private void dueIn(long millis) {
		dueAt(this.machine.clock().nanoTime() + Math.min(millis, 86_400_000L) * 1_000_000L);
	}

	/**
	 * What the dispatcher calls.
	 *
	 * @param wake what the dispatcher waits for
	 * @param start starts a claimed instance
	 * @param unreadable parks a claimed instance whose history cannot be read
	 * @param uncertain the node may own instances without knowing
	 */
	record Handler(EngineThreads.Signal wake, BiConsumer<Claimed, History> start, Consumer<Claimed> unreadable,
			Runnable uncertain) {
	}

}
