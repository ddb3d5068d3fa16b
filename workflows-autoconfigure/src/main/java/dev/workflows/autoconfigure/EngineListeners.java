package dev.workflows.autoconfigure;

import java.util.List;
import java.util.function.Consumer;

import dev.workflows.InstanceStatus;
import dev.workflows.observation.EngineListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several listeners as one. What one of them throws reaches neither the others nor the
 * engine.
 */
final class EngineListeners implements EngineListener {

	private static final Logger logger = LoggerFactory.getLogger(EngineListeners.class);

	private final List<EngineListener> listeners;

	EngineListeners(List<EngineListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	@Override
	public void attemptEnded(String workflow, Outcome outcome, long nanos) {
		tell((listener) -> listener.attemptEnded(workflow, outcome, nanos));
	}

	@Override
	public void instanceEnded(String workflow, InstanceStatus status) {
		tell((listener) -> listener.instanceEnded(workflow, status));
	}

	@Override
	public void suspensionSwallowed(String workflow) {
		tell((listener) -> listener.suspensionSwallowed(workflow));
	}

	@Override
	public void attemptAbandoned(String workflow) {
		tell((listener) -> listener.attemptAbandoned(workflow));
	}

	@Override
	public void fenced(String workflow) {
		tell((listener) -> listener.fenced(workflow));
	}

	@Override
	public void claimed(int count) {
		tell((listener) -> listener.claimed(count));
	}

	@Override
	public void committed(int size, long nanos) {
		tell((listener) -> listener.committed(size, nanos));
	}

	@Override
	public void takenOver(int freed, int parked) {
		tell((listener) -> listener.takenOver(freed, parked));
	}

	@Override
	public void storeReachable(boolean reachable) {
		tell((listener) -> listener.storeReachable(reachable));
	}

	private void tell(Consumer<EngineListener> event) {
		for (EngineListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("{} failed; the engine goes on", listener.getClass().getName(), ex);
			}
		}
	}

}
