package dev.workflows.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.store.WorkflowStore;

/**
 * Makes a store fail at chosen calls: refuse, lose the reply, throw anything.
 */
final class Faults {

	private final Map<String, Deque<Fault>> planned = new ConcurrentHashMap<>();

	/**
	 * The next call of a verb does this instead.
	 */
	void next(String verb, Fault fault) {
		this.planned.computeIfAbsent(verb, (key) -> new ArrayDeque<>()).add(fault);
	}

	void next(int times, String verb, Fault fault) {
		for (int i = 0; i < times; i++) {
			next(verb, fault);
		}
	}

	int left(String verb) {
		Deque<Fault> faults = this.planned.get(verb);
		return (faults != null) ? faults.size() : 0;
	}

	WorkflowStore around(WorkflowStore store) {
		return (WorkflowStore) Proxy.newProxyInstance(Faults.class.getClassLoader(),
				new Class<?>[] { WorkflowStore.class }, (proxy, method, arguments) -> {
					Deque<Fault> faults = this.planned.get(method.getName());
					Fault fault = (faults != null) ? faults.poll() : null;
					Callable<Object> call = () -> invoke(store, method, arguments);
					return (fault != null) ? fault.around(call) : call.call();
				});
	}

	private static Object invoke(WorkflowStore store, Method method, Object[] arguments) throws Exception {
		try {
			return method.invoke(store, arguments);
		}
		catch (InvocationTargetException ex) {
			if (ex.getTargetException() instanceof Error error) {
				throw error;
			}
			throw (Exception) ex.getTargetException();
		}
	}

	/**
	 * The database says no; nothing is applied.
	 */
	static Fault refuse() {
		return (call) -> {
			throw new StoreUnavailableException(Applied.NO, "refused", null);
		};
	}

	/**
	 * The call is applied, the reply is lost.
	 */
	static Fault loseReply() {
		return (call) -> {
			call.call();
			throw new StoreUnavailableException(Applied.UNKNOWN, "reply lost", null);
		};
	}

	/**
	 * Something unexpected.
	 */
	static Fault fail(Error error) {
		return (call) -> {
			throw error;
		};
	}

	static Fault fail(RuntimeException error) {
		return (call) -> {
			throw error;
		};
	}

	/**
	 * What happens instead of a call.
	 */
	@FunctionalInterface
	interface Fault {

		Object around(Callable<Object> call) throws Exception;

	}

}
