package dev.workflows.crashpoints;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import dev.workflows.InstanceStatus;
import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.StatusCount;
import dev.workflows.store.StoreTraits;
import dev.workflows.store.WorkflowStore;
import dev.workflows.test.model.ModelCallerTransactions;
import dev.workflows.test.model.ModelStore;
import dev.workflows.test.time.VirtualTime;

/**
 * The model store; its calls are the verbs, and the commit of a caller's transaction.
 */
final class ModelCrashStore implements CrashStore {

	/** Before the call is repeated, soon after, and after a takeover. */
	private static final Duration[] DELAYS = { Duration.ofMillis(1), Duration.ofMillis(150), Duration.ofSeconds(4) };

	private ModelStore model = newModel(() -> 0);

	private static ModelStore newModel(LongSupplier clock) {
		return new ModelStore(clock, new StoreTraits("Model", false, true, true));
	}

	@Override
	public String name() {
		return "Model";
	}

	@Override
	public void reset(VirtualTime time) {
		this.model = newModel(time);
	}

	@Override
	public NodeStore connect(NodeLink node) {
		ModelStore target = this.model;
		WorkflowStore reached = (WorkflowStore) Proxy.newProxyInstance(ModelCrashStore.class.getClassLoader(),
				new Class<?>[] { WorkflowStore.class }, (proxy, method, arguments) -> {
					LateCalls.Call call = () -> invoke(target, method, arguments);
					if (method.getDeclaringClass() == Object.class || method.getName().equals("traits")) {
						return call.run();
					}
					return meet(node, method.getName(), call);
				});
		return new NodeStore(reached, target, target.callerTransactions(), (work) -> inTransaction(node, target, work));
	}

	private static Object meet(NodeLink node, String name, LateCalls.Call call) throws Throwable {
		node.machine().check();
		Mode mode = node.plan().arrive(node.name(), name);
		if (mode == null) {
			return call.run();
		}
		switch (mode) {
			case THROW_BEFORE -> throw new StoreUnavailableException(Applied.NO, "refused", null);
			case APPLIED_NO_REPLY -> call.run();
			case KILL_NODE_AFTER -> {
				call.run();
				node.machine().kill();
				node.machine().check();
			}
			case KILL_NODE_BEFORE -> {
				node.machine().kill();
				node.machine().check();
			}
			case LATE_APPLY -> {
				// What joins a transaction is lost with it.
				if (!name.endsWith("Joined")) {
					node.late().hold(call, DELAYS[node.plan().size() % DELAYS.length], Integer.MAX_VALUE);
				}
			}
		}
		throw new StoreUnavailableException(Applied.UNKNOWN, "the reply is lost", null);
	}

	private static void inTransaction(NodeLink node, ModelStore model, Runnable work) {
		ModelCallerTransactions transactions = model.callerTransactions();
		transactions.begin();
		try {
			work.run();
		}
		catch (Throwable ex) {
			transactions.rollback();
			throw ex;
		}
		commit(node, transactions);
	}

	private static void commit(NodeLink node, ModelCallerTransactions transactions) {
		boolean[] ended = new boolean[1];
		try {
			meet(node, "commitJoined", () -> {
				ended[0] = true;
				return transactions.commit();
			});
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			if (!ended[0]) {
				transactions.rollback();
			}
		}
	}

	private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	@Override
	public WorkflowStore truth() {
		return this.model;
	}

	@Override
	public List<String> ids() {
		return this.model.list(ReferenceWorkflow.TYPE.name(), null, null, 10)
			.stream()
			.map(InstanceRow::id)
			.sorted()
			.toList();
	}

	@Override
	public Stored read(String id) {
		InstanceStory story = this.model.story(ReferenceWorkflow.TYPE.name(), id).orElseThrow();
		List<Stored.Failure> failures = story.attempts()
			.stream()
			.filter((attempt) -> attempt.error() != null)
			.map((attempt) -> new Stored.Failure(attempt.key().name(), attempt.attempt(), attempt.error(),
					attempt.retryAt()))
			.toList();
		return new Stored(story.instance().status().word(), story.output(), story.error(), story.steps(), failures);
	}

	@Override
	public boolean isRecorded(String id, String step) {
		return this.model.story(ReferenceWorkflow.TYPE.name(), id)
			.map((story) -> story.steps()
				.stream()
				.anyMatch((row) -> row.key().name().equals(step) && row.endedAt() != null))
			.orElse(false);
	}

	@Override
	public long ended() {
		return count(InstanceStatus::isFinished);
	}

	@Override
	public long owned() {
		return count((status) -> status == InstanceStatus.RUNNING);
	}

	private long count(Predicate<InstanceStatus> which) {
		return this.model.counts()
			.stream()
			.filter((count) -> which.test(count.status()))
			.mapToLong(StatusCount::count)
			.sum();
	}

}
