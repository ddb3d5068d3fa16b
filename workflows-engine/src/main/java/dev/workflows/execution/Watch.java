package dev.workflows.execution;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The time of one piece of user code: when it is shown, interrupted, given up; and whose
 * word about its end counts, that of its own thread or that of the one who gives it up.
 */
final class Watch {

	private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

	private final long deadline;

	private final long showAt;

	private final long graceNanos;

	private final @Nullable Runnable show;

	private final Supplier<Ending> abandonment;

	private volatile boolean shown;

	private volatile boolean givenUp;

	private volatile long stay;

	private volatile long giveUpAt = Long.MAX_VALUE;

	private volatile long next;

	/**
	 * Creates a watch.
	 * @param deadline the monotonic time at which the time is over
	 * @param showAt the monotonic time of {@code show}
	 * @param graceNanos how long it may go on after the interrupt
	 * @param show shows it as running, or {@code null}
	 * @param abandonment what becomes of the run when it is given up
	 */
	Watch(long deadline, long showAt, long graceNanos, @Nullable Runnable show, Supplier<Ending> abandonment) {
		this.deadline = deadline;
		this.showAt = showAt;
		this.graceNanos = graceNanos;
		this.show = show;
		this.abandonment = abandonment;
		this.shown = (show == null);
		this.next = (show == null) ? deadline : Math.min(deadline, showAt);
	}

	void inside(long stay) {
		this.stay = stay;
	}

	long nextNanos() {
		return (this.state.get() == State.RUNNING) ? this.next : Long.MAX_VALUE;
	}

	/**
	 * Does what is due.
	 * @param now the monotonic time
	 * @param interrupt interrupts a stay within the window of user code
	 * @return whether the code is to be given up now; said once
	 */
	boolean look(long now, LongConsumer interrupt) {
		if (this.state.get() != State.RUNNING) {
			return false;
		}
		if (this.show != null && !this.shown && now >= this.showAt) {
			this.shown = true;
			this.show.run();
		}
		if (this.giveUpAt == Long.MAX_VALUE) {
			if (now < this.deadline) {
				this.next = this.shown ? this.deadline : Math.min(this.deadline, this.showAt);
				return false;
			}
			this.giveUpAt = now + this.graceNanos;
			this.next = this.giveUpAt;
			interrupt.accept(this.stay);
			return false;
		}
		if (this.givenUp || now < this.giveUpAt) {
			return false;
		}
		this.givenUp = true;
		this.next = Long.MAX_VALUE;
		return true;
	}

	/**
	 * Says that the code has ended.
	 * @return {@code false} if it was given up before
	 */
	boolean end() {
		return this.state.compareAndSet(State.RUNNING, State.ENDED);
	}

	/**
	 * Gives the code up.
	 * @return what becomes of the run, or {@code null} if the code has ended before
	 */
	@Nullable Supplier<Ending> abandon() {
		return this.state.compareAndSet(State.RUNNING, State.ABANDONED) ? this.abandonment : null;
	}

	private enum State {

		RUNNING, ENDED, ABANDONED

	}

}
