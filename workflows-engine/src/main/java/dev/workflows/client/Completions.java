package dev.workflows.client;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.workflows.runtime.EngineThreads;

/**
 * Who waits in this process for which instance to end. Only a short cut: who waits also
 * looks at the store from time to time.
 *
 * @since 0.1
 */
public final class Completions {

	private final EngineThreads threads;

	private final ConcurrentHashMap<String, List<EngineThreads.Signal>> waiting = new ConcurrentHashMap<>();

	/**
	 * Creates the registry.
	 * @param threads makes the signals
	 */
	public Completions(EngineThreads threads) {
		this.threads = threads;
	}

	/**
	 * Wakes those who wait for an instance.
	 * @param workflow the workflow's name
	 * @param id the instance's id
	 */
	public void ended(String workflow, String id) {
		if (!this.waiting.isEmpty()) {
			this.waiting.getOrDefault(key(workflow, id), List.of()).forEach(EngineThreads.Signal::raise);
		}
	}

	EngineThreads.Signal register(String workflow, String id) {
		EngineThreads.Signal signal = this.threads.newSignal();
		this.waiting.compute(key(workflow, id), (key, signals) -> {
			List<EngineThreads.Signal> all = (signals != null) ? signals : new CopyOnWriteArrayList<>();
			all.add(signal);
			return all;
		});
		return signal;
	}

	void unregister(String workflow, String id, EngineThreads.Signal signal) {
		this.waiting.computeIfPresent(key(workflow, id), (key, signals) -> {
			signals.remove(signal);
			return signals.isEmpty() ? null : signals;
		});
	}

	private static String key(String workflow, String id) {
		return workflow + '/' + id;
	}

}
