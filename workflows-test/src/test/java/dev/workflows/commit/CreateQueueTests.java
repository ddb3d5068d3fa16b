package dev.workflows.commit;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.workflows.observation.EngineListener;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.Machine;
import dev.workflows.store.Claimed;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.store.WorkflowStore;
import dev.workflows.test.time.VirtualMachine;
import dev.workflows.test.time.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CreateQueueTests {

	private final VirtualTime time = new VirtualTime(Instant.EPOCH);

	private final VirtualMachine machine = new VirtualMachine(this.time, "test", 1);

	private final Slots slots = new Slots();

	private final CreateQueue queue = new CreateQueue(store(), () -> new UUID(0, 1),
			new Machine(this.machine, this.machine, this.machine),
			new StoreHealth(this.machine, this.machine, EngineListener.NONE), this.slots);

	/**
	 * Takes a second for the first, so that the others gather, and refuses the bad one.
	 */
	@SuppressWarnings("unchecked")
	private WorkflowStore store() {
		return (WorkflowStore) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { WorkflowStore.class }, (proxy, method, arguments) -> {
					List<NewInstance> instances = (List<NewInstance>) arguments[2];
					if (instances.get(0).id().equals("first")) {
						this.machine.newSignal().await(Duration.ofSeconds(1).toNanos());
					}
					if (instances.stream().anyMatch((instance) -> instance.id().equals("bad"))) {
						throw new StoreRejectedException("refused", null);
					}
					int claim = (Integer) arguments[1];
					return instances.stream()
						.map((instance) -> new CreateResult.Created(
								(instances.indexOf(instance) < claim) ? claimed(instance) : null))
						.toList();
				});
	}

	@AfterEach
	void kill() {
		this.machine.kill();
	}

	@Test
	void neighboursOfARefusedInstanceAreCreatedAndEachSlotIsUsedOrGivenBack() {
		Map<String, Object> results = new ConcurrentHashMap<>();
		for (String id : List.of("first", "a", "bad", "b")) {
			this.machine.start("client-" + id, EngineThreads.Kind.WORKER, () -> {
				try {
					results.put(id, this.queue.create(instance(id)));
				}
				catch (StoreRejectedException ex) {
					results.put(id, ex);
				}
			});
			this.time.awaitRest();
		}
		this.time.advance(Duration.ofSeconds(10));
		assertThat(results).hasSize(4).containsKey("bad");
		assertThat(results.get("bad")).isInstanceOf(StoreRejectedException.class);
		assertThat(results.get("b")).isInstanceOf(CreateResult.Created.class);
		assertThat(this.slots.started).hasValue(3);
		assertThat(this.slots.taken).hasValue(3);
	}

	private static NewInstance instance(String id) {
		return new NewInstance(UUID.randomUUID(), "w", id, null, "0".repeat(64), "api");
	}

	private static Claimed claimed(NewInstance instance) {
		return new Claimed(instance.key(), "w", instance.id(), 1, 0, null, 0, 0, 0, 0, 0);
	}

	/** As many slots as are wanted; a start uses one that was reserved. */
	private static final class Slots implements CreateQueue.Starter {

		private final AtomicInteger taken = new AtomicInteger();

		private final AtomicInteger started = new AtomicInteger();

		@Override
		public int reserve(int wanted) {
			this.taken.addAndGet(wanted);
			return wanted;
		}

		@Override
		public void cancel(int unused) {
			this.taken.addAndGet(-unused);
		}

		@Override
		public void start(Claimed claimed) {
			this.started.incrementAndGet();
		}

		@Override
		public void due() {
		}

		@Override
		public void uncertain() {
		}

	}

}
