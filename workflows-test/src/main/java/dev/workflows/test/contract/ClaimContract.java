package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.NewInstance;
import dev.workflows.store.Ownership;
import dev.workflows.store.Transition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is due is claimed once, never early, and only by who can run it.
 */
abstract class ClaimContract extends CreateContract {

	@Test
	void claimTellsEverythingTheRunNeeds() {
		NewInstance created = queued("a");
		long createdAt = fixture().now();
		fixture().advance(500);
		assertThat(claim(10)).containsExactly(
				new Claimed(created.key(), ORDERS, "a", 1, 1, created.params(), createdAt, 0, 0, 0, createdAt + 500));
	}

	@Test
	void claimedInstanceIsRunningAndNotDue() {
		NewInstance created = queued("a");
		long createdAt = fixture().now();
		fixture().advance(500);
		claim(10);
		assertThat(row("a")).isEqualTo(new InstanceRow(created.key(), ORDERS, "a", 1, InstanceStatus.RUNNING, createdAt,
				createdAt + 500, null, null, 0));
		assertThat(fixture().store().owned(this.node)).containsExactly(new Ownership(created.key(), 1, 0));
	}

	@Test
	void claimTellsSignalPausesAndCrashes() {
		Claimed claimed = running("a");
		kill(this.node);
		fixture().store().releaseOrphans(10, POLICY);
		fixture().setSignal(claimed.key(), 4);
		fixture().setPausedTotal(claimed.key(), 700);
		Claimed again = claimAs(registerAnotherNode(), 1).get(0);
		assertThat(again.signal()).isEqualTo(4);
		assertThat(again.pausedTotal()).isEqualTo(700);
		assertThat(again.crashCount()).isOne();
	}

	@Test
	void everyClaimRaisesTheFence() {
		queued("a");
		for (long fence = 1; fence <= 3; fence++) {
			Claimed claimed = claimOne();
			assertThat(claimed.fence()).isEqualTo(fence);
			commit(CommitBuilder.by(claimed).to(new Transition.Release()));
		}
	}

	@Test
	void laterClaimKeepsTheTimeOfTheFirst() {
		Claimed claimed = sleeping("a", 1_000);
		fixture().advance(1_000);
		claimOne();
		assertThat(row("a").startedAt()).isEqualTo(claimed.now());
	}

	@Test
	void claimTakesAtMostTheLimit() {
		for (int i = 0; i < 20; i++) {
			queued("id" + i);
		}
		assertThat(claim(7)).hasSize(7);
		assertThat(fixture().store().owned(this.node)).hasSize(7);
		assertThat(claim(100)).hasSize(13);
		assertThat(claim(100)).isEmpty();
	}

	@Test
	void claimTakesTheLongestDueFirst() {
		queued("second");
		fixture().advance(10);
		queued("third");
		sleeping("first", 5);
		fixture().advance(10);
		NewInstance late = queued("fourth");
		assertThat(claim(1)).extracting(Claimed::id).containsExactly("second");
		assertThat(claim(2)).extracting(Claimed::id).containsExactlyInAnyOrder("third", "first");
		assertThat(claim(1)).extracting(Claimed::key).containsExactly(late.key());
	}

	@Test
	void sleeperIsNotClaimedBeforeItsTime() {
		sleeping("a", 1_000);
		fixture().advance(999);
		assertThat(claim(10)).isEmpty();
	}

	@Test
	void sleeperIsClaimedAtItsTime() {
		sleeping("a", 1_000);
		fixture().advance(1_000);
		assertThat(claim(10)).extracting(Claimed::id).containsExactly("a");
	}

	@Test
	void claimedInstanceIsNotClaimedByAnother() {
		queued("a");
		claim(1);
		assertThat(claimAs(registerAnotherNode(), 10)).isEmpty();
	}

	@Test
	void finishedInstanceIsNeverClaimed() {
		commit(CommitBuilder.by(running("a")).completes());
		commit(CommitBuilder.by(running("b")).to(new Transition.Fail("{}")));
		fixture().advance(1_000_000_000);
		assertThat(claim(10)).isEmpty();
	}

	@Test
	void claimTakesOnlyTheNamedWorkflows() {
		queued(ORDERS, "a");
		queued(INVOICES, "b");
		queued("unknown", "c");
		List<Claimed> claimed = fixture().store().claim(new ClaimRequest(this.node, 10, List.of(INVOICES, ORDERS)));
		assertThat(claimed).extracting(Claimed::id).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	void claimForNoWorkflowTakesNothing() {
		queued("a");
		assertThat(fixture().store().claim(new ClaimRequest(this.node, 10, List.of()))).isEmpty();
	}

	@Test
	void instancesThatNobodyCanRunDoNotHideOthers() {
		for (int batch = 0; batch < 20; batch++) {
			List<NewInstance> unknown = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				unknown.add(instance("unknown", "id" + batch + "-" + i));
			}
			fixture().store().create(this.node, 0, unknown);
		}
		fixture().advance(1_000);
		for (int i = 0; i < 10; i++) {
			queued("good" + i);
		}
		assertThat(claim(10)).hasSize(10).allMatch((claimed) -> claimed.workflow().equals(ORDERS));
	}

	@Test
	void claimForAnUnknownNodeTakesNothing() {
		queued("a");
		assertThat(claimAs(UUID.randomUUID(), 10)).isEmpty();
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(claim(10)).extracting(Claimed::fence).containsExactly(1L);
	}

	@Test
	void nothingIsDueInAnEmptyStore() {
		assertThat(fixture().store().nextDue(List.of(ORDERS))).isEmpty();
	}

	@Test
	void nextDueIsTheShortestTime() {
		sleeping("a", 5_000);
		sleeping("b", 2_000);
		fixture().advance(500);
		assertThat(fixture().store().nextDue(List.of(ORDERS))).hasValue(1_500);
	}

	@Test
	void nextDueIsNotPositiveWhenOneIsDue() {
		queued("a");
		assertThat(fixture().store().nextDue(List.of(ORDERS)).orElseThrow()).isLessThanOrEqualTo(0);
		fixture().advance(50);
		assertThat(fixture().store().nextDue(List.of(ORDERS)).orElseThrow()).isLessThanOrEqualTo(0);
	}

	@Test
	void nextDuePassesOverOwnedAndFinishedAndUnknown() {
		running("a");
		commit(CommitBuilder.by(running("b")).completes());
		queued("unknown", "c");
		assertThat(fixture().store().nextDue(List.of(ORDERS))).isEmpty();
		assertThat(fixture().store().nextDue(List.of())).isEmpty();
		assertThat(fixture().store().nextDue(List.of(ORDERS, "unknown"))).isPresent();
	}

	@Test
	void ownedListsWhatTheNodeOwnsWithItsSignals() {
		Claimed a = running("a");
		Claimed b = running("b");
		queued("c");
		fixture().setSignal(b.key(), 3);
		assertThat(fixture().store().owned(this.node)).containsExactlyInAnyOrder(new Ownership(a.key(), a.fence(), 0),
				new Ownership(b.key(), b.fence(), 3));
		assertThat(fixture().store().owned(UUID.randomUUID())).isEmpty();
	}

	@Test
	void releasedInstanceIsQueuedUnderAHigherFenceWithoutACrash() {
		Claimed claimed = running("a");
		fixture().advance(100);
		assertThat(fixture().store().release(this.node, fixture().store().owned(this.node))).isOne();
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(row("a").dueAt()).isEqualTo(fixture().now());
		assertThat(row("a").crashCount()).isZero();
		assertThat(claimOne().fence()).isEqualTo(claimed.fence() + 2);
	}

	@Test
	void releaseLeavesRowsWhoseFenceHasChanged() {
		Claimed old = running("a");
		List<Ownership> seen = fixture().store().owned(this.node);
		commit(CommitBuilder.by(old).to(new Transition.Release()));
		claimOne();
		assertThat(fixture().store().release(this.node, seen)).isZero();
		assertThat(row("a").status()).isEqualTo(InstanceStatus.RUNNING);
	}

	@Test
	void releaseLeavesWhatOthersOwn() {
		running("a");
		List<Ownership> rows = fixture().store().owned(this.node);
		assertThat(fixture().store().release(registerAnotherNode(), rows)).isZero();
		assertThat(fixture().store().owned(this.node)).isEqualTo(rows);
	}

	@Test
	void releaseOfNothingReleasesNothing() {
		assertThat(fixture().store().release(this.node, List.of())).isZero();
	}

}
