package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.Claimed;
import dev.workflows.store.CommitResult;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.CrashPolicy;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.Takeover;
import dev.workflows.store.Transition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a dead node owned is freed, and an instance that kills its nodes is parked.
 */
abstract class TakeoverContract extends TransitionContract {

	@Test
	void nothingIsFreedFromLivingNodes() {
		running("a");
		fixture().advance(10 * LEASE);
		assertThat(fixture().store().releaseOrphans(10, POLICY)).isEqualTo(new Takeover(0, 0));
		assertThat(fixture().store().owned(this.node)).hasSize(1);
	}

	@Test
	void instanceOfADeadNodeIsQueuedAndDueAtOnce() {
		Claimed claimed = running("a");
		kill(this.node);
		assertThat(fixture().store().releaseOrphans(10, POLICY)).isEqualTo(new Takeover(1, 0));
		assertThat(row("a")).isEqualTo(new InstanceRow(claimed.key(), ORDERS, "a", 1, InstanceStatus.QUEUED,
				claimed.now(), claimed.now(), null, fixture().now(), 1));
		Claimed again = claimAs(registerAnotherNode(), 10).get(0);
		assertThat(again.fence()).isEqualTo(claimed.fence() + 2);
		assertThat(again.crashCount()).isOne();
	}

	@Test
	void takeoverKeepsWhatIsRecorded() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).ends("pay", 1));
		InstanceStory before = story("a");
		kill(this.node);
		fixture().store().releaseOrphans(10, POLICY);
		assertThat(story("a").steps()).isEqualTo(before.steps());
	}

	@Test
	void zombieOfATakenInstanceWritesNothing() {
		Claimed zombie = running("a");
		kill(this.node);
		fixture().store().releaseOrphans(10, POLICY);
		UUID other = registerAnotherNode();
		Claimed next = claimAs(other, 1).get(0);
		fixture().store().commit(other, List.of(CommitBuilder.by(next).ends("pay", 1).completes().build()), false);
		InstanceStory before = story("a");
		for (CommitBuilder late : List.of(CommitBuilder.by(zombie).ends("pay", 1),
				CommitBuilder.by(zombie).ends("ship", 2).completes(),
				CommitBuilder.by(zombie).to(new Transition.Fail("{}")), CommitBuilder.by(zombie).progress(),
				CommitBuilder.by(zombie).fails("pay", 1, 1, null))) {
			assertThat(commit(late)).isEqualTo(new CommitResult.LostOwnership());
		}
		assertThat(story("a")).isEqualTo(before);
	}

	@Test
	void zombieOfAnInstanceThatWasFreedOnlyWritesNothing() {
		Claimed zombie = running("a");
		kill(this.node);
		fixture().store().releaseOrphans(10, POLICY);
		InstanceStory before = story("a");
		assertThat(commit(CommitBuilder.by(zombie).ends("pay", 1).completes()))
			.isEqualTo(new CommitResult.LostOwnership());
		assertThat(story("a")).isEqualTo(before);
	}

	@Test
	void ownerThatIsDeclaredDeadButNotSweptMayStillCommit() {
		Claimed claimed = running("a");
		kill(this.node);
		assertThat(commit(CommitBuilder.by(claimed).ends("pay", 1))).isInstanceOf(CommitResult.Applied.class);
		assertThat(fixture().store().releaseOrphans(10, POLICY)).isEqualTo(new Takeover(1, 0));
		assertThat(story("a").steps()).hasSize(1);
	}

	@Test
	void crashesWithoutProgressWaitLongerEachTime() {
		running("a");
		long[] delays = { 0, 1_000, 10_000, 60_000 };
		UUID owner = this.node;
		for (int crash = 1; crash <= delays.length; crash++) {
			kill(owner);
			fixture().store().releaseOrphans(10, POLICY);
			assertThat(row("a").crashCount()).isEqualTo(crash);
			assertThat(row("a").dueAt()).isEqualTo(fixture().now() + delays[crash - 1]);
			owner = registerAnotherNode();
			fixture().advance(delays[crash - 1]);
			assertThat(claimAs(owner, 1)).hasSize(1);
		}
	}

	@Test
	void instanceThatCrashesTooOftenIsParked() {
		Claimed claimed = running("a");
		kill(this.node);
		assertThat(fixture().store().releaseOrphans(10, new CrashPolicy(1, "{\"type\":\"Parked\"}")))
			.isEqualTo(new Takeover(0, 1));
		assertThat(row("a")).isEqualTo(new InstanceRow(claimed.key(), ORDERS, "a", 1, InstanceStatus.ERRORED,
				claimed.now(), claimed.now(), fixture().now(), null, 1));
		assertThat(story("a").error()).isEqualTo("{\"type\":\"Parked\"}");
		assertThat(commit(CommitBuilder.by(claimed).ends("pay", 1))).isEqualTo(new CommitResult.LostOwnership());
		assertThat(claimAs(registerAnotherNode(), 10)).isEmpty();
	}

	@Test
	void instanceIsParkedAtTheLimitNotBefore() {
		running("a");
		CrashPolicy policy = new CrashPolicy(2, "{}");
		kill(this.node);
		assertThat(fixture().store().releaseOrphans(10, policy)).isEqualTo(new Takeover(1, 0));
		UUID other = registerAnotherNode();
		claimAs(other, 1);
		kill(other);
		assertThat(fixture().store().releaseOrphans(10, policy)).isEqualTo(new Takeover(0, 1));
	}

	@Test
	void parkedInstanceStartsAfreshWhenRestarted() {
		running("a");
		kill(this.node);
		fixture().store().releaseOrphans(10, new CrashPolicy(1, "{}"));
		control(Verb.RESTART, "a");
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(row("a").crashCount()).isZero();
		assertThat(story("a").error()).isNull();
	}

	@Test
	void freedAndParkedAreCountedApart() {
		running("parked");
		kill(this.node);
		fixture().store().releaseOrphans(10, POLICY);
		UUID second = registerAnotherNode();
		claimAs(second, 1);
		fixture().store().create(second, 2, List.of(instance("b"), instance("c")));
		kill(second);
		assertThat(fixture().store().releaseOrphans(10, new CrashPolicy(2, "{}"))).isEqualTo(new Takeover(2, 1));
		assertThat(row("parked").status()).isEqualTo(InstanceStatus.ERRORED);
	}

	@Test
	void sweepTakesNoMoreThanTheLimitInTheOrderOfKeys() {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			running("id" + i);
			ids.add("id" + i);
		}
		kill(this.node);
		assertThat(fixture().store().releaseOrphans(2, POLICY)).isEqualTo(new Takeover(2, 0));
		assertThat(ids).filteredOn((id) -> row(id).status() == InstanceStatus.QUEUED).containsExactly("id0", "id1");
		assertThat(fixture().store().releaseOrphans(2, POLICY)).isEqualTo(new Takeover(2, 0));
		assertThat(fixture().store().releaseOrphans(2, POLICY)).isEqualTo(new Takeover(1, 0));
		assertThat(fixture().store().releaseOrphans(2, POLICY)).isEqualTo(new Takeover(0, 0));
	}

	@Test
	void sweepLeavesWhatLivingNodesOwn() {
		running("dead");
		UUID other = UUID.randomUUID();
		fixture().store().registerNode(other, "process", 10 * LEASE);
		fixture().store().create(other, 1, List.of(instance("living")));
		kill(this.node);
		assertThat(fixture().store().releaseOrphans(10, POLICY)).isEqualTo(new Takeover(1, 0));
		assertThat(row("living").status()).isEqualTo(InstanceStatus.RUNNING);
	}

	@Test
	void sweepLeavesWhatHasNoOwner() {
		queued("a");
		sleeping("b", 100);
		commit(CommitBuilder.by(running("c")).completes());
		kill(this.node);
		assertThat(fixture().store().releaseOrphans(10, POLICY)).isEqualTo(new Takeover(0, 0));
		assertThat(row("a").crashCount()).isZero();
		assertThat(row("b").status()).isEqualTo(InstanceStatus.WAITING);
		assertThat(row("c").status()).isEqualTo(InstanceStatus.COMPLETE);
	}

	@Test
	void progressClearsTheCrashesOfARunThatGoesOn() {
		Claimed careful = crashedAndClaimedAgain();
		commit(CommitBuilder.by(careful).ends("pay", 1));
		assertThat(row("a").crashCount()).isOne();
		commit(CommitBuilder.by(careful).ends("ship", 2).progress());
		assertThat(row("a").crashCount()).isZero();
		assertThat(row("a").status()).isEqualTo(InstanceStatus.RUNNING);
	}

	@Test
	void givingUpTheRowInGoodOrderClearsTheCrashes() {
		for (Transition transition : List.of(new Transition.Suspend(fixture().now()), new Transition.Release(),
				new Transition.Complete("1"), new Transition.Fail("{}"))) {
			fixture().reset();
			fixture().store().registerNode(this.node, "process", LEASE);
			Claimed careful = crashedAndClaimedAgain();
			commit(CommitBuilder.by(careful).to(transition));
			assertThat(row("a").crashCount()).isZero();
		}
	}

	@Test
	void nodeThatLeavesInGoodOrderEndsCarefulMode() {
		crashedAndClaimedAgain();
		assertThat(row("a").crashCount()).isOne();
		fixture().store().unregisterNode(this.node);
		assertThat(row("a").crashCount()).isZero();
	}

	/** Returns an instance that has crashed once, claimed again by the same node. */
	private Claimed crashedAndClaimedAgain() {
		running("a");
		kill(this.node);
		fixture().store().releaseOrphans(10, POLICY);
		fixture().store().registerNode(this.node, "process", LEASE);
		return claimOne();
	}

}
