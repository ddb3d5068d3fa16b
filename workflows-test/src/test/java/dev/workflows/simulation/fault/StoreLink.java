package dev.workflows.simulation.fault;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.simulation.world.KilledError;
import dev.workflows.simulation.world.SimProcess;
import dev.workflows.simulation.world.World;
import dev.workflows.store.Commit;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.WorkflowStore;
import dev.workflows.test.model.ModelStore;
import org.jspecify.annotations.Nullable;

/**
 * The way from one process to the database and back. Each call and each reply takes its
 * time, and may meet a fault on the way.
 */
public final class StoreLink implements InvocationHandler {

	private static final long SECOND = 1_000_000_000L;

	private static final Set<String> WRITES = Set.of("registerNode", "renewNode", "removeNode", "unregisterNode",
			"releaseOrphans", "claim", "commit", "release", "create", "control");

	private final World world;

	private final SimProcess process;

	private final Faults faults;

	private final ModelStore model;

	private final WorkflowStore store;

	private StoreLink(World world, SimProcess process, Faults faults, ModelStore model, WorkflowStore store) {
		this.world = world;
		this.process = process;
		this.faults = faults;
		this.model = model;
		this.store = store;
	}

	/**
	 * Lays the way from a process to a store.
	 * @param world the world
	 * @param process the process
	 * @param faults what goes wrong
	 * @param model the database, whose rows a call that hangs keeps locked
	 * @param store what answers calls that write
	 * @return the store as the process sees it
	 */
	public static Linked lay(World world, SimProcess process, Faults faults, ModelStore model, WorkflowStore store) {
		StoreLink link = new StoreLink(world, process, faults, model, store);
		return (Linked) Proxy.newProxyInstance(StoreLink.class.getClassLoader(), new Class<?>[] { Linked.class }, link);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		Call call = new Call(method, (arguments != null) ? arguments : new Object[0]);
		if (method.getDeclaringClass() == Object.class || method.getName().equals("traits")) {
			return call.apply();
		}
		this.world.trace().note(this.world.nanos(), this.process, method.getName());
		FaultKind fault = this.faults.ofCall();
		if (fault != null) {
			this.faults.count(fault, this.process);
		}
		send(call, (fault == FaultKind.DELAY) ? this.faults.between(SECOND / 2, 8 * SECOND) : this.faults.latency());
		if (this.faults.isOut(this.process)) {
			boolean lost = call.isWrite() && this.faults.between(0, 4) == 0;
			throw failure(lost ? Applied.UNKNOWN : Applied.NO, "outage");
		}
		return (fault == null || fault == FaultKind.DELAY) ? answer(call) : fail(call, fault);
	}

	/** What was sent arrives although the sender is dead, or it does not. */
	private void send(Call call, long latency) {
		try {
			this.world.pause(latency);
		}
		catch (KilledError ex) {
			if (call.isWrite() && this.faults.random().nextBoolean()) {
				arriveLate(call, () -> {
				});
			}
			throw ex;
		}
	}

	private @Nullable Object answer(Call call) throws Throwable {
		Object reply = call.apply();
		this.world.pause(this.faults.latency());
		if (this.faults.isOut(this.process)) {
			throw failure(call.isWrite() ? Applied.UNKNOWN : Applied.NO, "outage");
		}
		return reply;
	}

	private @Nullable Object fail(Call call, FaultKind fault) throws Throwable {
		if (fault == FaultKind.SURPRISE) {
			if (this.faults.random().nextBoolean()) {
				call.apply();
			}
			throw new SurpriseException();
		}
		if (!call.isWrite() || fault == FaultKind.REFUSE || fault == FaultKind.SERIALIZATION) {
			throw failure(Applied.NO, fault.name());
		}
		if (fault == FaultKind.LATE_LOCKED) {
			arriveLate(call, this.model.hold(call.rows()));
		}
		else if (fault == FaultKind.LATE) {
			arriveLate(call, () -> {
			});
		}
		else if (fault == FaultKind.LOSE_REPLY) {
			call.apply();
		}
		this.world.pause(this.faults.between(0, SECOND));
		throw failure(Applied.UNKNOWN, fault.name());
	}

	private void arriveLate(Call call, Runnable unlock) {
		this.world.at(this.world.nanos() + this.faults.between(0, 4 * SECOND), () -> {
			unlock.run();
			if (this.process.isDead() && this.store.traits().embedded()) {
				// Its transactions died with the process.
				return;
			}
			try {
				call.apply();
			}
			catch (Throwable ex) {
				// Nobody hears of it.
			}
		});
	}

	private static StoreUnavailableException failure(Applied applied, String why) {
		return new StoreUnavailableException(applied, why, null);
	}

	/**
	 * An error that is no answer of the database.
	 */
	public static final class SurpriseException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		SurpriseException() {
			super("no answer of a database", null, false, false);
		}

	}

	/**
	 * Both sides of the persistence port.
	 */
	public interface Linked extends WorkflowStore, InstanceQueries {

	}

	private final class Call {

		private final Method method;

		private final Object[] arguments;

		Call(Method method, Object[] arguments) {
			this.method = method;
			this.arguments = arguments;
		}

		boolean isWrite() {
			return WRITES.contains(this.method.getName());
		}

		List<UUID> rows() {
			if (this.method.getName().equals("commit") && this.arguments[1] instanceof List<?> commits) {
				return commits.stream().map((commit) -> ((Commit) commit).instance()).toList();
			}
			return List.of();
		}

		@Nullable Object apply() throws Throwable {
			boolean reads = this.method.getDeclaringClass() == InstanceQueries.class;
			try {
				return this.method.invoke(reads ? StoreLink.this.model : StoreLink.this.store, this.arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		}

	}

}
