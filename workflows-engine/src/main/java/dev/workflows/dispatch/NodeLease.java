package dev.workflows.dispatch;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.workflows.commit.StoreHealth;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.Machine;
import dev.workflows.store.WorkflowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's sign of life: one row, renewed by a platform thread of its own, whatever the
 * workers do. If the others have declared the node dead, it drops its runs, takes a new
 * identity and goes on; it never switches itself off.
 */
final class NodeLease {

	private static final Logger logger = LoggerFactory.getLogger(NodeLease.class);

	private final WorkflowStore store;

	private final Machine machine;

	private final StoreHealth health;

	private final long leaseNanos;

	private final long leaseMillis;

	private final Runnable onDeath;

	private final EngineThreads.Signal wake;

	/** Runs that wait for the next renewal before they start a body. */
	private final List<EngineThreads.Signal> waiting = new CopyOnWriteArrayList<>();

	private final EngineThreads.Task thread;

	private volatile UUID owner;

	/** The start of the last renewal that succeeded. */
	private volatile long renewedAt;

	/** Since when every renewal has succeeded in time. */
	private volatile long unbrokenSince;

	private volatile boolean registered;

	private volatile boolean stopping;

	NodeLease(WorkflowStore store, Machine machine, StoreHealth health, long leaseMillis, Runnable onDeath) {
		this.store = store;
		this.machine = machine;
		this.health = health;
		this.leaseMillis = leaseMillis;
		this.leaseNanos = leaseMillis * 1_000_000L;
		this.onDeath = onDeath;
		this.owner = machine.ids().next();
		this.wake = machine.threads().newSignal();
		this.renewedAt = machine.clock().nanoTime() - this.leaseNanos;
		this.unbrokenSince = this.renewedAt;
		this.thread = machine.threads().start("workflows-lease", EngineThreads.Kind.SERVICE, this::loop);
	}

	UUID owner() {
		return this.owner;
	}

	boolean isRegistered() {
		return this.registered;
	}

	/**
	 * Returns whether no other node can have taken over: less than two thirds of the
	 * lease have passed since the last renewal began.
	 */
	boolean isHeld() {
		return this.registered && this.machine.clock().nanoTime() - this.renewedAt < this.leaseNanos / 3 * 2;
	}

	/**
	 * Returns for how long every renewal has succeeded in time.
	 */
	long unbrokenNanos() {
		return isHeld() ? this.machine.clock().nanoTime() - this.unbrokenSince : 0;
	}

	/**
	 * Blocks while the lease is in doubt.
	 * @return {@code false} if the node stops
	 */
	boolean awaitHeld() {
		while (!isHeld()) {
			if (this.stopping) {
				return false;
			}
			EngineThreads.Signal signal = this.machine.threads().newSignal();
			this.waiting.add(signal);
			if (!isHeld() && !this.stopping) {
				signal.await(this.leaseNanos / 3);
			}
			this.waiting.remove(signal);
		}
		return true;
	}

	/**
	 * Ends the renewals; the row stays.
	 */
	void stop(long nanos) {
		this.stopping = true;
		this.wake.raise();
		this.waiting.forEach(EngineThreads.Signal::raise);
		this.thread.join(nanos);
	}

	private void loop() {
		int failures = 0;
		while (!this.stopping) {
			long pause;
			try {
				beat();
				failures = 0;
				pause = this.leaseNanos / 3;
			}
			catch (Throwable ex) {
				failures++;
				this.health.failed("lease", ex);
				pause = Math.min(this.leaseNanos / 10, this.health.pauseNanos(failures));
			}
			this.wake.await(pause);
		}
	}

	private void beat() {
		long start = this.machine.clock().nanoTime();
		if (!this.registered) {
			this.store.registerNode(this.owner, this.machine.ids().process(), this.leaseMillis);
			this.registered = true;
			this.unbrokenSince = start;
		}
		else if (!this.store.renewNode(this.owner, this.leaseMillis)) {
			die();
			return;
		}
		else if (start - this.renewedAt > this.leaseNanos / 3 * 2) {
			this.unbrokenSince = start;
		}
		this.health.answered();
		this.renewedAt = start;
		this.waiting.forEach(EngineThreads.Signal::raise);
	}

	private void die() {
		logger.warn("This node was declared dead by the others, as it gave no sign of life for {} ms;"
				+ " it drops its runs and goes on as a new node", this.leaseMillis);
		this.registered = false;
		this.owner = this.machine.ids().next();
		this.onDeath.run();
		beat();
	}

}
