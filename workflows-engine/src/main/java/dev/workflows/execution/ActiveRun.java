package dev.workflows.execution;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import dev.workflows.StepContext;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.InterruptWindow;
import dev.workflows.store.Claimed;
import dev.workflows.store.History;
import org.jspecify.annotations.Nullable;

/**
 * One activation of one claimed instance.
 *
 * @since 0.1
 */
public final class ActiveRun {

	/** So many times a verb may be refused before each further time costs a wait. */
	private static final int PATIENCE = 100;

	private static final long THROTTLE_NANOS = 1_000_000_000L;

	private final ExecutionServices services;

	private final Claimed claimed;

	private final InstanceJournal journal;

	private final InterruptWindow window = new InterruptWindow();

	private final EngineThreads.Signal wake;

	private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();

	private volatile boolean releaseWanted;

	private volatile boolean ended;

	private volatile @Nullable Object thread;

	private volatile @Nullable Watch watch;

	private boolean inUserCode;

	private @Nullable StepContext context;

	private int signalled;

	ActiveRun(ExecutionServices services, Claimed claimed, History history) {
		this.services = services;
		this.claimed = claimed;
		this.journal = new InstanceJournal(services, claimed, history);
		this.wake = services.threads().newSignal();
	}

	/**
	 * Returns the instance's key.
	 * @return the key
	 */
	public UUID key() {
		return this.claimed.key();
	}

	/**
	 * Returns the fence of the claim.
	 * @return the fence
	 */
	public long fence() {
		return this.claimed.fence();
	}

	/**
	 * Returns the workflow's name.
	 * @return the name
	 */
	public String workflow() {
		return this.claimed.workflow();
	}

	/**
	 * Returns the instance's id.
	 * @return the id
	 */
	public String id() {
		return this.claimed.id();
	}

	/**
	 * Says that the ownership is gone: the run closes, user code is interrupted, a parked
	 * wait ends. Never blocks.
	 */
	public void lose() {
		if (close(new Ending.Lost()) && this.services.interruptible()) {
			this.window.interrupt();
		}
		this.wake.raise();
	}

	/**
	 * Asks to hand the instance over: the run ends at its next verb; a parked wait ends.
	 * Never blocks.
	 */
	public void release() {
		this.releaseWanted = true;
		this.wake.raise();
	}

	/**
	 * Returns when {@link InstanceRunner#watch} is wanted.
	 * @return the monotonic time, {@code Long.MAX_VALUE} if there is nothing to watch
	 */
	public long nextWatchNanos() {
		Watch current = this.watch;
		return (current != null) ? current.nextNanos() : Long.MAX_VALUE;
	}

	ExecutionServices services() {
		return this.services;
	}

	Claimed claimed() {
		return this.claimed;
	}

	InstanceJournal journal() {
		return this.journal;
	}

	InterruptWindow window() {
		return this.window;
	}

	void begin() {
		this.thread = this.services.threads().current();
	}

	/** From here on no verb works, whoever has kept the step object. */
	void end() {
		this.ended = true;
	}

	boolean hasEnded() {
		return this.ended;
	}

	boolean isRunBy(Object thread) {
		return this.thread == thread;
	}

	/** Closes the run; the first reason counts. */
	boolean close(Ending reason) {
		return this.ending.compareAndSet(null, reason);
	}

	@Nullable Ending ending() {
		return this.ending.get();
	}

	/** Closes the run and makes what is to be thrown. */
	SuspendSignal leave(Ending reason) {
		close(reason);
		return signal();
	}

	private SuspendSignal signal() {
		this.signalled++;
		return new SuspendSignal();
	}

	/** How many times the code was asked to leave. */
	int signalled() {
		return this.signalled;
	}

	/** Leaves the code here if the run is closed, or is to be handed over. */
	void checkpoint() {
		if (this.releaseWanted) {
			close(new Ending.Release(null, null));
		}
		if (this.ending.get() != null) {
			if (this.signalled >= PATIENCE) {
				// A loop that catches the signal and tries again must not burn a
				// processor.
				this.wake.await(THROTTLE_NANOS);
			}
			throw signal();
		}
	}

	/**
	 * Waits in memory, without the slot.
	 * @param deadline the monotonic time of the end
	 */
	void park(long deadline) {
		this.services.node().parked();
		try {
			for (long left = left(deadline); left > 0; left = left(deadline)) {
				checkpoint();
				this.wake.await(left);
			}
		}
		finally {
			this.services.node().unparked();
		}
		checkpoint();
	}

	private long left(long deadline) {
		return deadline - this.services.clock().nanoTime();
	}

	void watch(@Nullable Watch watch) {
		this.watch = watch;
	}

	@Nullable Watch watch() {
		return this.watch;
	}

	void userCode(boolean inside, @Nullable StepContext context) {
		this.inUserCode = inside;
		this.context = context;
	}

	boolean isInUserCode() {
		return this.inUserCode;
	}

	@Nullable StepContext context() {
		return this.context;
	}

}
