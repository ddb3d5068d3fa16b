package dev.workflows.crashpoints;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.workflows.runtime.EngineThreads;
import dev.workflows.test.time.VirtualMachine;
import dev.workflows.test.time.VirtualTime;

/**
 * The network between nodes and store: calls whose callers have given up, but which still
 * arrive.
 */
public final class LateCalls {

	private final VirtualMachine network;

	private final List<Held> held = new CopyOnWriteArrayList<>();

	LateCalls(VirtualTime time) {
		this.network = new VirtualMachine(time, "network", 0, CrashRun.THREADS);
	}

	/**
	 * Holds a call back.
	 * @param call the call; what it throws interests nobody any more
	 * @param delay after which time it arrives
	 * @param arrivals with the how manyth following call it arrives if that is earlier;
	 * so that who waits for what it has locked does not wait for the time to pass
	 */
	public void hold(Call call, Duration delay, int arrivals) {
		Held one = new Held(this.network.newSignal(), new AtomicInteger(arrivals));
		this.held.add(one);
		this.network.start("late", EngineThreads.Kind.SERVICE, () -> {
			one.arrives().await(delay.toNanos());
			try {
				call.run();
			}
			catch (Throwable ex) {
				// its caller has gone
			}
			finally {
				this.held.remove(one);
			}
		});
	}

	void callArrives() {
		for (Held one : this.held) {
			if (one.after().decrementAndGet() == 0) {
				one.arrives().raise();
			}
		}
	}

	boolean isEmpty() {
		return this.held.isEmpty();
	}

	/**
	 * A call to the store.
	 */
	@FunctionalInterface
	public interface Call {

		Object run() throws Throwable;

	}

	private record Held(EngineThreads.Signal arrives, AtomicInteger after) {
	}

}
