package dev.workflows.test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import dev.workflows.store.WorkflowStore;
import dev.workflows.test.time.VirtualMachine;

/**
 * A store that the threads of a killed machine cannot reach any more.
 */
final class KillableStore {

	private KillableStore() {
	}

	static WorkflowStore of(WorkflowStore store, VirtualMachine machine) {
		InvocationHandler handler = (proxy, method, arguments) -> {
			machine.check();
			try {
				return method.invoke(store, arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
			finally {
				// A reply that comes after the death reaches nobody.
				machine.check();
			}
		};
		return (WorkflowStore) Proxy.newProxyInstance(KillableStore.class.getClassLoader(),
				new Class<?>[] { WorkflowStore.class }, handler);
	}

}
