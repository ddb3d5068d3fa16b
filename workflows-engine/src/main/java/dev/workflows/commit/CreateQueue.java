package dev.workflows.commit;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.Machine;
import dev.workflows.store.Claimed;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.store.WorkflowStore;
import org.jspecify.annotations.Nullable;

/**
 * The group commit of creates, in a lane of its own. Where the node has free slots, what
 * is created is stored as claimed already and starts without a claim.
 *
 * @since 0.1
 */
public final class CreateQueue {

	private static final int MOST = 512;

	/** A caller is told that the database is away within 5 s. */
	private static final long LONGEST_TRY = 4_000_000_000L;

	private final WorkflowStore store;

	private final Supplier<UUID> owner;

	private final EngineClock clock;

	private final EngineThreads threads;

	private final StoreHealth health;

	private final Starter starter;

	private final Lane<Pending> lane;

	private volatile boolean closed;

	/**
	 * Creates the queue and starts its lane.
	 * @param store where to write
	 * @param owner the node's owner id at this moment
	 * @param machine the clock and the threads
	 * @param health notes whether the database answers
	 * @param starter gives slots, and starts what was stored as claimed
	 */
	public CreateQueue(WorkflowStore store, Supplier<UUID> owner, Machine machine, StoreHealth health,
			Starter starter) {
		this.store = store;
		this.owner = owner;
		this.clock = machine.clock();
		this.threads = machine.threads();
		this.health = health;
		this.starter = starter;
		this.lane = new Lane<>(this.threads, "workflows-create", MOST, Pending::row, this::write);
	}

	/**
	 * Creates an instance and blocks until it is durable.
	 * @param instance the instance
	 * @return the result
	 * @throws StoreUnavailableException after 4 s of trying
	 */
	public CreateResult create(NewInstance instance) {
		Pending pending = new Pending(instance, this.threads.newSignal());
		if (!this.closed) {
			this.lane.add(pending);
		}
		if (this.closed) {
			pending.fail(new StoreUnavailableException(Applied.UNKNOWN,
					"the engine has stopped; repeat the create with the same id", null));
		}
		return pending.await();
	}

	/**
	 * Writes what has gathered and ends the lane.
	 * @param nanos how long to wait at most
	 */
	public void close(long nanos) {
		this.closed = true;
		this.lane.close(nanos);
	}

	private void write(List<Pending> batch) {
		int reserved = this.starter.reserve(batch.size());
		try {
			reserved -= create(batch, reserved);
		}
		finally {
			this.starter.cancel(reserved);
		}
	}

	/** Returns how many of the reserved slots were used. */
	private int create(List<Pending> batch, int reserved) {
		List<NewInstance> instances = batch.stream().map(Pending::instance).toList();
		long start = this.clock.nanoTime();
		Applied applied = Applied.NO;
		for (int tries = 1;; tries++) {
			try {
				List<CreateResult> results = this.store.create(this.owner.get(), reserved, instances);
				this.health.answered();
				return answer(batch, results);
			}
			catch (StoreRejectedException ex) {
				return alone(batch, reserved, ex);
			}
			catch (StoreUnavailableException ex) {
				this.health.failed("create", ex);
				applied = (ex.applied() == Applied.UNKNOWN) ? Applied.UNKNOWN : applied;
				if (this.clock.nanoTime() - start > LONGEST_TRY || this.lane.isClosing()) {
					fail(batch, applied, ex);
					return 0;
				}
			}
			catch (Throwable ex) {
				fail(batch, Applied.UNKNOWN, ex);
				return 0;
			}
			this.lane.pause(this.health.pauseNanos(tries));
		}
	}

	private void fail(List<Pending> batch, Applied applied, Throwable cause) {
		if (applied == Applied.UNKNOWN) {
			this.starter.uncertain();
		}
		StoreUnavailableException told = (applied == Applied.NO && cause instanceof StoreUnavailableException known)
				? known : new StoreUnavailableException(applied,
						"the database took the instance or not; repeat the create with the same id", cause);
		batch.forEach((pending) -> pending.fail(told));
	}

	/** One that the database refuses for good must not fail its neighbours. */
	private int alone(List<Pending> batch, int reserved, StoreRejectedException cause) {
		if (batch.size() == 1) {
			batch.get(0).fail(cause);
			return 0;
		}
		int started = 0;
		for (Pending pending : batch) {
			// An earlier try may have stored it as claimed; then it needs its slot.
			started += create(List.of(pending), Math.min(1, reserved - started));
		}
		return started;
	}

	private int answer(List<Pending> batch, List<CreateResult> results) {
		int started = 0;
		boolean queued = false;
		for (int i = 0; i < batch.size(); i++) {
			CreateResult result = results.get(i);
			if (result instanceof CreateResult.Created created) {
				Claimed claimed = created.claimed();
				if (claimed != null) {
					started++;
					this.starter.start(claimed);
				}
				else {
					queued = true;
				}
			}
			batch.get(i).complete(result);
		}
		if (queued) {
			this.starter.due();
		}
		return started;
	}

	/**
	 * Gives slots to new instances and starts them.
	 */
	public interface Starter {

		/**
		 * Reserves slots.
		 * @param wanted how many would be of use
		 * @return how many were reserved, possibly 0
		 */
		int reserve(int wanted);

		/**
		 * Gives reserved slots back.
		 * @param unused how many
		 */
		void cancel(int unused);

		/**
		 * Starts an instance in a reserved slot.
		 * @param claimed the instance
		 */
		void start(Claimed claimed);

		/**
		 * Says that instances wait in the queue.
		 */
		void due();

		/**
		 * Says that the node may own instances without knowing.
		 */
		void uncertain();

	}

	private static final class Pending {

		private final NewInstance instance;

		private final EngineThreads.Signal signal;

		private volatile @Nullable CreateResult result;

		private volatile @Nullable RuntimeException error;

		Pending(NewInstance instance, EngineThreads.Signal signal) {
			this.instance = instance;
			this.signal = signal;
		}

		NewInstance instance() {
			return this.instance;
		}

		Object row() {
			return this.instance.workflow() + '/' + this.instance.id();
		}

		void complete(CreateResult result) {
			this.result = result;
			this.signal.raise();
		}

		void fail(RuntimeException error) {
			this.error = error;
			this.signal.raise();
		}

		CreateResult await() {
			while (true) {
				CreateResult known = this.result;
				if (known != null) {
					return known;
				}
				RuntimeException failed = this.error;
				if (failed != null) {
					throw failed;
				}
				this.signal.await(Long.MAX_VALUE);
			}
		}

	}

}
