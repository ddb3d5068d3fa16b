package dev.workflows.commit;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.observation.EngineListener;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.Machine;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.store.Transition;
import dev.workflows.store.WorkflowStore;
import dev.workflows.test.time.VirtualMachine;
import dev.workflows.test.time.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link CommitQueue} over a store that does what the test says.
 */
class CommitQueueTests {

	private static final CommitResult APPLIED = new CommitResult.Applied(1, null, 0);

	private final VirtualTime time = new VirtualTime(Instant.EPOCH);

	private final VirtualMachine machine = new VirtualMachine(this.time, "test", 1);

	private final List<List<Commit>> batches = Collections.synchronizedList(new ArrayList<>());

	private volatile BiFunction<List<Commit>, Boolean, List<CommitResult>> script = (commits,
			wait) -> commits.stream().map((commit) -> APPLIED).toList();

	private final CommitQueue queue = new CommitQueue(store(), () -> new UUID(0, 1),
			new Machine(this.machine, this.machine, this.machine),
			new StoreHealth(this.machine, this.machine, EngineListener.NONE), EngineListener.NONE);

	@SuppressWarnings("unchecked")
	private WorkflowStore store() {
		return (WorkflowStore) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { WorkflowStore.class }, (proxy, method, arguments) -> {
					List<Commit> commits = (List<Commit>) arguments[1];
					this.batches.add(List.copyOf(commits));
					return this.script.apply(commits, (Boolean) arguments[2]);
				});
	}

	@AfterEach
	void kill() {
		this.machine.kill();
	}

	private static Commit commit(int instance) {
		return new Commit(new UUID(1, instance), 1, UUID.randomUUID(), null, null, List.of(), Transition.STAY, 0,
				false);
	}

	/**
	 * Commits from as many threads as there are mutations, and gives what each was told.
	 */
	private Map<Integer, CommitResult> commitAll(List<Commit> commits) {
		Map<Integer, CommitResult> results = new ConcurrentHashMap<>();
		for (int i = 0; i < commits.size(); i++) {
			int index = i;
			this.machine.start("worker-" + i, EngineThreads.Kind.WORKER,
					() -> results.put(index, this.queue.commit(commits.get(index))));
		}
		this.time.advance(Duration.ofMinutes(5));
		return results;
	}

	@Test
	void aSingleMutationIsWrittenAtOnce() {
		assertThat(this.queue.commit(commit(1))).isSameAs(APPLIED);
		assertThat(this.time.nanoTime()).isZero();
	}

	@Test
	void aBatchNeverHasTwoMutationsOfOneInstance() {
		List<Commit> commits = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			commits.add(commit(i % 3));
		}
		assertThat(commitAll(commits)).hasSize(60);
		assertThat(this.batches)
			.allSatisfy((batch) -> assertThat(batch.stream().map(Commit::instance)).doesNotHaveDuplicates());
		assertThat(this.batches.stream().mapToInt(List::size).sum()).isEqualTo(60);
	}

	@Test
	void aLockedRowHoldsUpNobodyElse() {
		UUID locked = new UUID(1, 7);
		long until = Duration.ofSeconds(2).toNanos();
		this.script = (commits, wait) -> {
			boolean held = commits.stream().anyMatch((commit) -> commit.instance().equals(locked));
			if (held && wait && this.time.nanoTime() < until) {
				// As a database does, all of the batch waits.
				this.machine.newSignal().await(until - this.time.nanoTime());
			}
			return commits.stream()
				.map((commit) -> (commit.instance().equals(locked) && this.time.nanoTime() < until)
						? new CommitResult.Busy() : APPLIED)
				.toList();
		};
		Map<Integer, Long> answeredAt = new ConcurrentHashMap<>();
		for (int i = 5; i < 10; i++) {
			int instance = i;
			this.machine.start("worker-" + i, EngineThreads.Kind.WORKER, () -> {
				this.queue.commit(commit(instance));
				answeredAt.put(instance, this.time.nanoTime());
			});
		}
		this.time.advance(Duration.ofSeconds(10));
		assertThat(answeredAt).hasSize(5);
		assertThat(answeredAt.remove(7)).isGreaterThanOrEqualTo(until);
		assertThat(answeredAt.values()).containsOnly(0L);
	}

	@Test
	void aRowThatStaysLockedIsWaitedForInTheEnd() {
		this.script = (commits, wait) -> commits.stream()
			.map((commit) -> wait ? APPLIED : (CommitResult) new CommitResult.Busy())
			.toList();
		assertThat(this.queue.commit(commit(1))).isSameAs(APPLIED);
	}

	@Test
	void oneMutationThatIsRefusedForGoodDoesNotFailItsNeighbours() {
		UUID bad = new UUID(1, 3);
		this.script = (commits, wait) -> {
			if (commits.stream().anyMatch((commit) -> commit.instance().equals(bad))) {
				throw new StoreRejectedException("bad data", new IllegalStateException());
			}
			return commits.stream().map((commit) -> APPLIED).toList();
		};
		Map<Integer, CommitResult> results = commitAll(List.of(commit(1), commit(2), commit(3), commit(4)));
		assertThat(results.remove(2)).isEqualTo(new CommitResult.Rejected("bad data"));
		assertThat(results.values()).hasSize(3).containsOnly(APPLIED);
	}

	@Test
	void anOutageDoesNotCountAmongTheErrorsOfTheStoreItself() {
		AtomicInteger calls = new AtomicInteger();
		this.script = (commits, wait) -> {
			int call = calls.incrementAndGet();
			if (call <= 20) {
				throw new StoreUnavailableException(Applied.NO, "away", null);
			}
			if (call <= 25) {
				throw new IllegalStateException("surprise");
			}
			return commits.stream().map((commit) -> APPLIED).toList();
		};
		assertThat(commitAll(List.of(commit(1)))).containsEntry(0, APPLIED);
	}

	@Test
	void anErrorOfTheStoreItselfEndsInAnAnswer() {
		this.script = (commits, wait) -> {
			throw new IllegalStateException("bug");
		};
		assertThat(commitAll(List.of(commit(1), commit(2))).values()).hasSize(2)
			.allSatisfy((result) -> assertThat(result).isInstanceOf(CommitResult.Rejected.class));
	}

	@Test
	void afterTheCloseEveryMutationIsAnsweredWithLostOwnership() {
		this.queue.close(Duration.ofSeconds(5).toNanos());
		assertThat(this.queue.commit(commit(1))).isInstanceOf(CommitResult.LostOwnership.class);
		assertThat(this.batches).isEmpty();
	}

}
