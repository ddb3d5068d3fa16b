package dev.workflows.crashpoints;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of a run and says which of them go wrong.
 */
public final class CrashPlan {

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<CrashPoint> open;

	private final List<Call> calls = new ArrayList<>();

	private final List<String> fired = new ArrayList<>();

	private final LateCalls late;

	private int sinceLast;

	CrashPlan(List<CrashPoint> points, LateCalls late) {
		this.open = new ArrayDeque<>(points);
		this.late = late;
	}

	/**
	 * Notes that a call is about to be made.
	 * @param node whose call
	 * @param call what is called
	 * @return what goes wrong with it, {@code null} if nothing does
	 */
	public @Nullable Mode arrive(String node, String call) {
		this.late.callArrives();
		this.lock.lock();
		try {
			this.sinceLast++;
			this.calls.add(new Call(node, call));
			CrashPoint next = this.open.peek();
			if (next == null || next.call() != this.sinceLast) {
				return null;
			}
			this.open.poll();
			this.sinceLast = 0;
			this.fired.add(next + " (" + new Call(node, call) + ")");
			return next.mode();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns how many calls there were.
	 * @return the number
	 */
	public int size() {
		this.lock.lock();
		try {
			return this.calls.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	List<String> calls() {
		this.lock.lock();
		try {
			return this.calls.stream().map(Call::toString).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The faults that have happened, with the calls they met. */
	List<String> fired() {
		this.lock.lock();
		try {
			return List.copyOf(this.fired);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether all faults have happened. */
	boolean isDone() {
		this.lock.lock();
		try {
			return this.open.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	private record Call(String node, String name) {

		@Override
		public String toString() {
			String line = this.name.strip().replaceAll("\\s+", " ");
			return this.node + ": " + ((line.length() > 100) ? line.substring(0, 100) + "..." : line);
		}

	}

}
