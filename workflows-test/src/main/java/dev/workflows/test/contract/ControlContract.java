package dev.workflows.test.contract;

import java.util.List;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.Claimed;
import dev.workflows.store.CommitResult;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.ControlResult;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.NewInstance;
import dev.workflows.store.Transition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wishes are carried out at once, and what ran before them is void.
 */
abstract class ControlContract extends HistoryContract {

	@Test
	void wishForAnUnknownInstanceFindsNothing() {
		queued(INVOICES, "a");
		for (Verb verb : Verb.values()) {
			assertThat(control(verb, "a")).isEqualTo(new ControlResult.Missing());
		}
	}

	@Test
	void runningInstanceIsTerminated() {
		Claimed claimed = running("a");
		long started = fixture().now();
		fixture().advance(100);
		assertThat(control(Verb.TERMINATE, "a")).isEqualTo(new ControlResult.Done(claimed.key(), claimed.fence() + 1));
		assertThat(row("a")).isEqualTo(new InstanceRow(claimed.key(), ORDERS, "a", 1, InstanceStatus.TERMINATED,
				started, started, fixture().now(), null, 0));
		assertThat(fixture().store().owned(this.node)).isEmpty();
	}

	@Test
	void queuedInstanceIsTerminatedAndNeverClaimed() {
		NewInstance created = queued("a");
		assertThat(control(Verb.TERMINATE, "a")).isEqualTo(new ControlResult.Done(created.key(), 1));
		assertThat(claim(10)).isEmpty();
	}

	@Test
	void sleepingInstanceIsTerminatedAndNeverWakes() {
		sleeping("a", 1_000);
		assertThat(control(Verb.TERMINATE, "a")).isInstanceOf(ControlResult.Done.class);
		fixture().advance(10_000);
		assertThat(claim(10)).isEmpty();
		assertThat(fixture().store().nextDue(List.of(ORDERS))).isEmpty();
	}

	@Test
	void instanceInEveryOtherUnfinishedStatusIsTerminated() {
		for (InstanceStatus status : List.of(InstanceStatus.PAUSED, InstanceStatus.WAITING_FOR_PAUSE,
				InstanceStatus.ROLLING_BACK)) {
			fixture().setStatus(queued(status.word()).key(), status.word());
			assertThat(control(Verb.TERMINATE, status.word())).isInstanceOf(ControlResult.Done.class);
			assertThat(row(status.word()).status()).isEqualTo(InstanceStatus.TERMINATED);
		}
	}

	@Test
	void terminatedInstanceStaysAsItIs() {
		running("a");
		control(Verb.TERMINATE, "a");
		InstanceRow before = row("a");
		fixture().advance(100);
		assertThat(control(Verb.TERMINATE, "a")).isEqualTo(new ControlResult.Unchanged());
		assertThat(row("a")).isEqualTo(before);
	}

	@Test
	void instanceThatHasEndedIsNotTerminated() {
		commit(CommitBuilder.by(running("complete")).completes());
		commit(CommitBuilder.by(running("errored")).to(new Transition.Fail("{}")));
		InstanceRow before = row("complete");
		assertThat(control(Verb.TERMINATE, "complete")).isEqualTo(new ControlResult.Refused(InstanceStatus.COMPLETE));
		assertThat(control(Verb.TERMINATE, "errored")).isEqualTo(new ControlResult.Refused(InstanceStatus.ERRORED));
		assertThat(row("complete")).isEqualTo(before);
	}

	@Test
	void terminatedRunWritesNothingMore() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).ends("pay", 1));
		control(Verb.TERMINATE, "a");
		assertThat(commit(CommitBuilder.by(claimed).ends("ship", 2).completes()))
			.isEqualTo(new CommitResult.LostOwnership());
		assertThat(row("a").status()).isEqualTo(InstanceStatus.TERMINATED);
		assertThat(story("a").steps()).hasSize(1);
	}

	@Test
	void restartedInstanceBeginsANewRun() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).ends("pay", 1));
		commit(CommitBuilder.by(claimed).fails("ship", 2, 1, 10L));
		commit(CommitBuilder.by(claimed).completes());
		fixture().advance(100);
		assertThat(control(Verb.RESTART, "a")).isEqualTo(new ControlResult.Done(claimed.key(), claimed.fence() + 1));
		assertThat(row("a")).satisfies((row) -> {
			assertThat(row.run()).isEqualTo(2);
			assertThat(row.status()).isEqualTo(InstanceStatus.QUEUED);
			assertThat(row.dueAt()).isEqualTo(fixture().now());
			assertThat(row.endedAt()).isNull();
			assertThat(row.createdAt()).isEqualTo(claimed.createdAt());
		});
		assertThat(story("a").output()).isNull();
		assertThat(story("a").params()).isEqualTo("{\"id\":1}");
		assertThat(story("a").steps()).isEmpty();
		assertThat(story("a").attempts()).isEmpty();
	}

	@Test
	void newRunIsClaimedWithItsNumberAndItsOwnStart() {
		Claimed first = running("a");
		control(Verb.RESTART, "a");
		assertThat(row("a").startedAt()).isNull();
		fixture().advance(100);
		Claimed second = claimOne();
		assertThat(second.run()).isEqualTo(2);
		assertThat(second.fence()).isEqualTo(first.fence() + 2);
		assertThat(row("a").startedAt()).isEqualTo(fixture().now());
		assertThat(commit(CommitBuilder.by(second).ends("pay", 1))).isInstanceOf(CommitResult.Applied.class);
	}

	@Test
	void oldRunOfARestartedInstanceWritesNothingMore() {
		Claimed old = running("a");
		control(Verb.RESTART, "a");
		assertThat(commit(CommitBuilder.by(old).ends("pay", 1))).isEqualTo(new CommitResult.LostOwnership());
		claimOne();
		assertThat(commit(CommitBuilder.by(old).ends("pay", 1).completes()))
			.isEqualTo(new CommitResult.LostOwnership());
		assertThat(row("a").status()).isEqualTo(InstanceStatus.RUNNING);
		assertThat(story("a").steps()).isEmpty();
	}

	@Test
	void instanceIsRestartedFromEveryStatus() {
		for (InstanceStatus status : InstanceStatus.values()) {
			if (status == InstanceStatus.UNKNOWN) {
				continue;
			}
			fixture().setStatus(queued(status.word()).key(), status.word());
			assertThat(control(Verb.RESTART, status.word())).isInstanceOf(ControlResult.Done.class);
			assertThat(row(status.word()).status()).isEqualTo(InstanceStatus.QUEUED);
			assertThat(row(status.word()).run()).isEqualTo(2);
		}
	}

	@Test
	void restartClearsError() {
		commit(CommitBuilder.by(running("a")).to(new Transition.Fail("{}")));
		control(Verb.RESTART, "a");
		assertThat(story("a").error()).isNull();
	}

	@Test
	void everyRestartIsARun() {
		queued("a");
		control(Verb.RESTART, "a");
		control(Verb.RESTART, "a");
		assertThat(row("a").run()).isEqualTo(3);
		assertThat(claimOne().fence()).isEqualTo(3);
	}

	@Test
	void restartOfOneInstanceLeavesItsNeighbours() {
		Claimed a = running("a");
		Claimed b = running("b");
		commit(CommitBuilder.by(a).ends("pay", 1));
		commit(CommitBuilder.by(b).ends("pay", 1));
		control(Verb.RESTART, "a");
		assertThat(story("b").steps()).hasSize(1);
		assertThat(fixture().store().owned(this.node)).hasSize(1);
	}

	@Test
	void finishedInstanceIsDeletedWithEverything() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).fails("pay", 1, 1, 10L));
		commit(CommitBuilder.by(claimed).ends("ship", 2).completes());
		ControlResult result = control(Verb.DELETE, "a");
		assertThat(result).isInstanceOfSatisfying(ControlResult.Done.class, (done) -> {
			assertThat(done.key()).isEqualTo(claimed.key());
			assertThat(done.fence()).isGreaterThan(claimed.fence());
		});
		assertThat(fixture().queries().find(ORDERS, "a")).isEmpty();
		assertThat(fixture().queries().story(ORDERS, "a")).isEmpty();
		assertThat(fixture().store().steps(claimed.key(), 0, 10)).isEmpty();
		assertThat(fixture().store().histories(List.of(claimed.key()), 10).get(0).attempts()).isEmpty();
		assertThat(control(Verb.DELETE, "a")).isEqualTo(new ControlResult.Missing());
	}

	@Test
	void unfinishedInstanceIsNotDeleted() {
		for (InstanceStatus status : InstanceStatus.values()) {
			String word = (status != InstanceStatus.UNKNOWN) ? status.word() : "archived";
			UUID key = queued(word).key();
			fixture().setStatus(key, word);
			ControlResult expected = new ControlResult.Refused(status);
			if (status.isFinished()) {
				assertThat(control(Verb.DELETE, word)).isInstanceOf(ControlResult.Done.class);
			}
			else {
				assertThat(control(Verb.DELETE, word)).isEqualTo(expected);
				assertThat(row(word).status()).isEqualTo(status);
			}
		}
	}

	@Test
	void deleteOfOneInstanceLeavesItsNeighbours() {
		Claimed a = running("a");
		Claimed b = running("b");
		commit(CommitBuilder.by(a).ends("pay", 1).completes());
		commit(CommitBuilder.by(b).ends("pay", 1).completes());
		control(Verb.DELETE, "a");
		assertThat(story("b").steps()).hasSize(1);
	}

	@Test
	void wishMeansTheExactId() {
		queued("a");
		for (String id : List.of("A", "a ", "%", "_", "a' or '1'='1")) {
			assertThat(fixture().store().control(new ControlRequest(Verb.TERMINATE, ORDERS, id)))
				.isEqualTo(new ControlResult.Missing());
		}
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
	}

}
