package dev.workflows.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import dev.workflows.StoreUnavailableException;
import dev.workflows.observation.EngineListener;
import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.Machine;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.Committer;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.store.WorkflowStore;
import org.jspecify.annotations.Nullable;

/**
 * The group commit. Mutations that arrive while a transaction is being written share the
 * next one; an idle queue writes at once. A row that somebody else has locked goes to a
 * slow lane, so that it holds up nobody else. After a lost reply the same mutations are
 * sent again, and the store tells by their tokens which it has already.
 *
 * @since 0.1
 */
public final class CommitQueue implements Committer {

	private static final int MOST = 512;

	/** Tries on a locked row without waiting for it, before waiting for it. */
	private static final int SKIPPING_TRIES = 40;

	private static final long BUSY_PAUSE = 2_000_000L;

	private static final long LONGEST_BUSY_PAUSE = 50_000_000L;

	/** Errors that are no answer of the database, before a mutation is given up. */
	private static final int MOST_SURPRISES = 10;

	private final WorkflowStore store;

	private final Supplier<UUID> owner;

	private final EngineClock clock;

	private final EngineThreads threads;

	private final StoreHealth health;

	private final EngineListener listener;

	private final Lane<Pending> fast;

	private final Lane<Pending> slow;

	private volatile boolean closed;

	/**
	 * Creates the queue and starts its lanes.
	 * @param store where to write
	 * @param owner the node's owner id at this moment
	 * @param machine the clock and the threads
	 * @param health notes whether the database answers
	 * @param listener hears of every transaction
	 */
	public CommitQueue(WorkflowStore store, Supplier<UUID> owner, Machine machine, StoreHealth health,
			EngineListener listener) {
		this.store = store;
		this.owner = owner;
		this.clock = machine.clock();
		this.threads = machine.threads();
		this.health = health;
		this.listener = listener;
		this.fast = new Lane<>(this.threads, "workflows-commit", MOST, Pending::row, this::writeFast);
		this.slow = new Lane<>(this.threads, "workflows-commit-slow", MOST, Pending::row, this::writeSlow);
	}

	@Override
	public CommitResult commit(Commit commit) {
		if (this.closed) {
			return new CommitResult.LostOwnership();
		}
		Pending pending = new Pending(commit, this.threads.newSignal());
		this.fast.add(pending);
		if (this.closed) {
			// The lane may have ended between the check and the add.
			pending.complete(new CommitResult.LostOwnership());
		}
		return pending.await();
	}

	@Override
	public void commitLater(Commit commit) {
		if (!this.closed) {
			this.fast.add(new Pending(commit, null));
		}
	}

	/**
	 * Writes what has gathered and ends the lanes; what cannot be written in the time is
	 * answered with lost ownership.
	 * @param nanos how long to wait at most
	 */
	public void close(long nanos) {
		// First, so that an entry that comes after the lanes' end answers for itself.
		this.closed = true;
		this.fast.close(nanos);
		this.slow.close(nanos);
	}

	private void writeFast(List<Pending> batch) {
		for (Pending busy : write(this.fast, batch, false)) {
			this.slow.add(busy);
		}
	}

	private void writeSlow(List<Pending> batch) {
		List<Pending> busy = write(this.slow, batch, false);
		int tries = 0;
		for (Pending pending : busy) {
			tries = Math.max(tries, ++pending.tries);
			if (pending.tries % SKIPPING_TRIES == 0 && !write(this.slow, List.of(pending), true).isEmpty()) {
				this.slow.add(pending);
			}
			else if (pending.tries % SKIPPING_TRIES != 0) {
				this.slow.add(pending);
			}
		}
		if (!busy.isEmpty()) {
			giveUpIfClosing(busy);
			this.slow.pause(Math.min(LONGEST_BUSY_PAUSE, BUSY_PAUSE * tries));
		}
	}

	private void giveUpIfClosing(List<Pending> busy) {
		if (this.slow.isClosing()) {
			busy.forEach((pending) -> pending.complete(new CommitResult.LostOwnership()));
		}
	}

	/**
	 * Writes a batch until the fate of each is known.
	 * @return those whose row is locked by somebody else
	 */
	private List<Pending> write(Lane<Pending> lane, List<Pending> batch, boolean wait) {
		List<Pending> open = batch.stream().filter((pending) -> pending.result == null).toList();
		if (open.isEmpty()) {
			return List.of();
		}
		List<Commit> commits = open.stream().map(Pending::commit).toList();
		int surprises = 0;
		for (int tries = 1;; tries++) {
			try {
				long start = this.clock.nanoTime();
				List<CommitResult> results = this.store.commit(this.owner.get(), commits, wait);
				this.listener.committed(commits.size(), this.clock.nanoTime() - start);
				this.health.answered();
				return answer(open, results);
			}
			catch (StoreUnavailableException ex) {
				this.health.failed("commit", ex);
			}
			catch (StoreRejectedException ex) {
				return alone(lane, open, wait, (ex.getMessage() != null) ? ex.getMessage() : "refused");
			}
			catch (Throwable ex) {
				this.health.failed("commit", ex);
				if (++surprises >= MOST_SURPRISES) {
					return alone(lane, open, wait, "error in the store: " + ex.getClass().getName());
				}
			}
			if (lane.isClosing()) {
				open.forEach((pending) -> pending.complete(new CommitResult.LostOwnership()));
				return List.of();
			}
			lane.pause(this.health.pauseNanos(tries));
		}
	}

	/** One that the database refuses for good must not fail its neighbours. */
	private List<Pending> alone(Lane<Pending> lane, List<Pending> batch, boolean wait, String reason) {
		if (batch.size() == 1) {
			batch.get(0).complete(new CommitResult.Rejected(reason));
			return List.of();
		}
		List<Pending> busy = new ArrayList<>();
		for (Pending pending : batch) {
			busy.addAll(write(lane, List.of(pending), wait));
		}
		return busy;
	}

	private List<Pending> answer(List<Pending> batch, List<CommitResult> results) {
		List<Pending> busy = new ArrayList<>();
		for (int i = 0; i < batch.size(); i++) {
			if (results.get(i) instanceof CommitResult.Busy) {
				busy.add(batch.get(i));
			}
			else {
				batch.get(i).complete(results.get(i));
			}
		}
		return busy;
	}

	private static final class Pending {

		private final Commit commit;

		private final EngineThreads.@Nullable Signal signal;

		private volatile @Nullable CommitResult result;

		private int tries;

		Pending(Commit commit, EngineThreads.@Nullable Signal signal) {
			this.commit = commit;
			this.signal = signal;
		}

		Commit commit() {
			return this.commit;
		}

		Object row() {
			return this.commit.instance();
		}

		void complete(CommitResult result) {
			this.result = result;
			if (this.signal != null) {
				this.signal.raise();
			}
		}

		CommitResult await() {
			EngineThreads.Signal waited = this.signal;
			CommitResult known = this.result;
			while (known == null && waited != null) {
				waited.await(Long.MAX_VALUE);
				known = this.result;
			}
			return (known != null) ? known : new CommitResult.LostOwnership();
		}

	}

}
