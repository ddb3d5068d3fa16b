package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import dev.workflows.InstanceStatus;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.ControlResult;
import dev.workflows.store.CreateResult;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.NewInstance;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every store must do. A store is proven by a subclass that gives a
 * {@link StoreFixture}; one that locks rows, so that writers of different rows never wait
 * for each other, by a subclass of {@link RowLockingStoreContractTests}.
 *
 * @since 0.1
 */
public abstract class WorkflowStoreContractTests extends CallerContract {

	private static final int THREADS = 8;

	/**
	 * Creates the suite.
	 */
	protected WorkflowStoreContractTests() {
	}

	@Test
	void oneOfManyConcurrentCreatesOfAnIdWins() {
		for (int round = 0; round < 10; round++) {
			String id = "id" + round;
			List<CreateResult> results = together(
					(i) -> () -> fixture().store().create(this.node, i % 2, List.of(instance(id))).get(0));
			assertThat(results).filteredOn((result) -> result instanceof CreateResult.Created).hasSize(1);
			UUID winner = row(id).key();
			assertThat(results).filteredOn((result) -> result instanceof CreateResult.Existing)
				.hasSize(THREADS - 1)
				.allMatch((result) -> ((CreateResult.Existing) result).key().equals(winner));
		}
	}

	@Test
	void concurrentClaimsAreDisjointAndFindEverything() {
		List<NewInstance> instances = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			instances.add(instance("id" + i));
		}
		fixture().store().create(this.node, 0, instances);
		List<List<Claimed>> claims = together((i) -> () -> {
			List<Claimed> mine = new ArrayList<>();
			UUID owner = registerAnotherNode();
			for (List<Claimed> next = claimAs(owner, 9); !next.isEmpty(); next = claimAs(owner, 9)) {
				assertThat(next.size()).isLessThanOrEqualTo(9);
				mine.addAll(next);
			}
			assertThat(fixture().store().owned(owner)).hasSize(mine.size());
			return mine;
		});
		List<UUID> claimed = claims.stream().flatMap(List::stream).map(Claimed::key).toList();
		Set<UUID> distinct = new HashSet<>(claimed);
		assertThat(claimed).hasSize(distinct.size());
		claim(200).forEach((late) -> assertThat(distinct.add(late.key())).isTrue());
		assertThat(distinct).hasSize(200);
	}

	@Test
	void concurrentBatchesOfDifferentInstancesAreAllApplied() {
		List<CommitResult> results = together((thread) -> () -> {
			CommitResult worst = new CommitResult.Applied(0, null, 0);
			for (int batch = 0; batch < 10; batch++) {
				List<Commit> commits = new ArrayList<>();
				for (int i = 0; i < 5; i++) {
					Claimed claimed = running(thread + "-" + batch + "-" + i);
					commits.add(CommitBuilder.by(claimed).ends("pay", 1).completes().build());
				}
				for (CommitResult result : fixture().store().commit(this.node, commits, false)) {
					worst = (result instanceof CommitResult.Applied) ? worst : result;
				}
			}
			return worst;
		});
		assertThat(results).allMatch((result) -> result instanceof CommitResult.Applied);
		assertThat(fixture().queries().counts()).singleElement().satisfies((count) -> {
			assertThat(count.status()).isEqualTo(InstanceStatus.COMPLETE);
			assertThat(count.count()).isEqualTo(THREADS * 50L);
		});
	}

	@Test
	void oneOfManyConcurrentCommitsOfAStepWins() {
		Claimed claimed = running("a");
		List<CommitResult> results = together((i) -> () -> settled(CommitBuilder.by(claimed).ends("pay", 1).build()));
		assertThat(results).filteredOn((result) -> result instanceof CommitResult.Applied).hasSize(1);
		assertThat(results).filteredOn((result) -> result instanceof CommitResult.Conflict)
			.hasSize(THREADS - 1)
			.allMatch((result) -> ((CommitResult.Conflict) result).existing().equals(onlyStep("a")));
	}

	@Test
	void concurrentTriesOfOneCommitAreAppliedOnce() {
		Claimed claimed = running("a");
		Commit commit = CommitBuilder.by(claimed).sleeps("nap", 1, 100).suspends().build();
		List<CommitResult> results = together((i) -> () -> settled(commit));
		assertThat(results).filteredOn((result) -> result instanceof CommitResult.Applied).hasSize(1);
		assertThat(results).filteredOn((result) -> result instanceof CommitResult.AlreadyApplied).hasSize(THREADS - 1);
		assertThat(story("a").steps()).hasSize(1);
	}

	@Test
	void commitAndRestartAreOneAfterTheOther() {
		for (int round = 0; round < 20; round++) {
			String id = "id" + round;
			Claimed claimed = running(id);
			List<Object> results = together((i) -> () -> (i == 0) ? control(Verb.RESTART, id)
					: settled(CommitBuilder.by(claimed).ends("step" + i, i).build()));
			assertThat(results.get(0)).isEqualTo(new ControlResult.Done(claimed.key(), claimed.fence() + 1));
			assertThat(story(id).steps()).isEmpty();
			assertThat(results.subList(1, THREADS)).allMatch(
					(result) -> result instanceof CommitResult.Applied || result instanceof CommitResult.LostOwnership);
		}
	}

	@Test
	void completeAndTerminateCannotBothHappen() {
		for (int round = 0; round < 20; round++) {
			String id = "id" + round;
			Claimed claimed = running(id);
			List<Object> results = together((i) -> () -> switch (i) {
				case 0 -> control(Verb.TERMINATE, id);
				case 1 -> settled(CommitBuilder.by(claimed).ends("pay", 1).completes().build());
				default -> fixture().queries().find(ORDERS, id).isPresent();
			});
			InstanceStory story = story(id);
			if (results.get(1) instanceof CommitResult.Applied) {
				assertThat(results.get(0)).isEqualTo(new ControlResult.Refused(InstanceStatus.COMPLETE));
				assertThat(story.instance().status()).isEqualTo(InstanceStatus.COMPLETE);
				assertThat(story.steps()).hasSize(1);
			}
			else {
				assertThat(results.get(1)).isEqualTo(new CommitResult.LostOwnership());
				assertThat(story.instance().status()).isEqualTo(InstanceStatus.TERMINATED);
				assertThat(story.steps()).isEmpty();
			}
		}
	}

	@Test
	void concurrentSweepsFreeEachInstanceOnce() {
		for (int i = 0; i < 40; i++) {
			running("id" + i);
		}
		kill(this.node);
		List<Integer> freed = together((i) -> () -> {
			int mine = 0;
			for (int round = 0; round < 10; round++) {
				mine += fixture().store().releaseOrphans(7, POLICY).freed();
			}
			return mine;
		});
		assertThat(freed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
		assertThat(fixture().queries().list(ORDERS, null, null, 100)).allMatch((row) -> row.crashCount() == 1);
	}

	/** Repeats a commit until nobody else holds the row. */
	private CommitResult settled(Commit commit) {
		CommitResult result = commit(commit);
		while (result instanceof CommitResult.Busy) {
			Thread.yield();
			result = fixture().store().commit(this.node, List.of(commit), true).get(0);
		}
		return result;
	}

	/** Does something on all threads at once and returns what came of it. */
	private static <T> List<T> together(IntFunction<Callable<T>> work) {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			CyclicBarrier start = new CyclicBarrier(THREADS);
			List<Future<T>> futures = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				Callable<T> part = work.apply(i);
				futures.add(threads.submit(() -> {
					start.await(60, TimeUnit.SECONDS);
					return part.call();
				}));
			}
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get(60, TimeUnit.SECONDS));
			}
			return results;
		}
		catch (Exception ex) {
			throw new AssertionError("concurrent work failed", ex);
		}
		finally {
			threads.shutdownNow();
		}
	}

}
