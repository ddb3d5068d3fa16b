package dev.workflows.test.contract;

import java.util.List;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.Claimed;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NodeState;
import dev.workflows.store.Ownership;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes come, renew, and go; without a row a node owns nothing new.
 */
abstract class NodeContract extends StoreContract {

	@Test
	void registeredNodeIsListedWithLease() {
		assertThat(fixture().store().nodes()).singleElement().satisfies((state) -> {
			assertThat(state.owner()).isEqualTo(this.node);
			assertThat(state.expired()).isFalse();
		});
	}

	@Test
	void leaseIsNotOverBeforeItsTime() {
		fixture().advance(LEASE - 1);
		assertThat(state(this.node).expired()).isFalse();
	}

	@Test
	void leaseIsOverAfterItsTime() {
		fixture().advance(LEASE + 1);
		assertThat(state(this.node).expired()).isTrue();
	}

	@Test
	void renewalProlongsTheLeaseFromNow() {
		fixture().advance(LEASE - 1);
		assertThat(fixture().store().renewNode(this.node, LEASE)).isTrue();
		fixture().advance(LEASE - 1);
		assertThat(state(this.node).expired()).isFalse();
	}

	@Test
	void renewalRevivesALeaseThatIsOverButNotRemoved() {
		fixture().advance(LEASE + 1);
		assertThat(fixture().store().renewNode(this.node, LEASE)).isTrue();
		assertThat(state(this.node).expired()).isFalse();
	}

	@Test
	void everyRenewalRaisesTheHeartbeat() {
		long first = state(this.node).heartbeat();
		fixture().store().renewNode(this.node, LEASE);
		long second = state(this.node).heartbeat();
		fixture().store().renewNode(this.node, LEASE);
		assertThat(second).isGreaterThan(first);
		assertThat(state(this.node).heartbeat()).isGreaterThan(second);
	}

	@Test
	void renewalOfOneNodeLeavesTheOthersAlone() {
		UUID other = registerAnotherNode();
		NodeState before = state(other);
		fixture().store().renewNode(this.node, LEASE);
		assertThat(state(other)).isEqualTo(before);
	}

	@Test
	void renewalOfAnUnknownNodeIsRefusedAndEntersNothing() {
		assertThat(fixture().store().renewNode(UUID.randomUUID(), LEASE)).isFalse();
		assertThat(fixture().store().nodes()).hasSize(1);
	}

	@Test
	void removedNodeCannotRenew() {
		kill(this.node);
		assertThat(fixture().store().renewNode(this.node, LEASE)).isFalse();
		assertThat(fixture().store().nodes()).isEmpty();
	}

	@Test
	void nodeWithALeaseIsNotRemoved() {
		assertThat(fixture().store().removeNode(this.node, state(this.node).heartbeat())).isFalse();
		assertThat(fixture().store().nodes()).hasSize(1);
	}

	@Test
	void nodeWhoseHeartbeatHasMovedIsNotRemoved() {
		long seen = state(this.node).heartbeat();
		fixture().store().renewNode(this.node, 1);
		fixture().advance(LEASE);
		assertThat(fixture().store().removeNode(this.node, seen)).isFalse();
		assertThat(fixture().store().nodes()).hasSize(1);
	}

	@Test
	void removalOfANodeThatIsGoneSaysSo() {
		long heartbeat = state(this.node).heartbeat();
		kill(this.node);
		assertThat(fixture().store().removeNode(this.node, heartbeat)).isFalse();
	}

	@Test
	void repeatedRegistrationLeavesOneNodeWithAFreshLease() {
		fixture().advance(LEASE + 1);
		fixture().store().registerNode(this.node, "process", LEASE);
		assertThat(fixture().store().nodes()).singleElement().satisfies((state) -> {
			assertThat(state.owner()).isEqualTo(this.node);
			assertThat(state.expired()).isFalse();
		});
	}

	@Test
	void otherNodesOfTheSameProcessStay() {
		UUID sibling = registerAnotherNode();
		assertThat(fixture().store().nodes()).extracting(NodeState::owner)
			.containsExactlyInAnyOrder(this.node, sibling);
	}

	@Test
	void nodesOfOtherProcessesStayUnlessTheStoreBelongsToOneProcess() {
		UUID stranger = UUID.randomUUID();
		fixture().store().registerNode(stranger, "another process", LEASE);
		List<UUID> expected = fixture().store().traits().embedded() ? List.of(stranger) : List.of(this.node, stranger);
		assertThat(fixture().store().nodes()).extracting(NodeState::owner)
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	@Test
	void removedNodeClaimsNothing() {
		kill(this.node);
		queued("a");
		assertThat(claim(10)).isEmpty();
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
	}

	@Test
	void removedNodeCreatesWithoutOwning() {
		kill(this.node);
		assertThat(fixture().store().create(this.node, 1, List.of(instance("a"))))
			.containsExactly(new CreateResult.Created(null));
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(row("a").dueAt()).isEqualTo(fixture().now());
		assertThat(fixture().store().owned(this.node)).isEmpty();
	}

	@Test
	void expiredNodeThatIsNotRemovedStillClaims() {
		queued("a");
		fixture().advance(LEASE + 1);
		assertThat(claim(10)).hasSize(1);
	}

	@Test
	void unregisteredNodeIsGone() {
		fixture().store().unregisterNode(this.node);
		assertThat(fixture().store().nodes()).isEmpty();
		assertThat(fixture().store().renewNode(this.node, LEASE)).isFalse();
	}

	@Test
	void unregisteredNodeGivesBackWhatItOwnsWithoutACrash() {
		Claimed claimed = running("a");
		fixture().store().unregisterNode(this.node);
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(row("a").dueAt()).isEqualTo(fixture().now());
		assertThat(row("a").crashCount()).isZero();
		List<Claimed> again = claimAs(registerAnotherNode(), 10);
		assertThat(again).singleElement()
			.satisfies((claim) -> assertThat(claim.fence()).isEqualTo(claimed.fence() + 2));
	}

	@Test
	void unregisteredNodeLeavesWhatOthersOwn() {
		UUID other = registerAnotherNode();
		queued("a");
		Claimed claimed = claimAs(other, 1).get(0);
		fixture().store().unregisterNode(this.node);
		assertThat(fixture().store().owned(other))
			.containsExactly(new Ownership(claimed.key(), claimed.fence(), claimed.signal()));
	}

	private NodeState state(UUID owner) {
		return fixture().store()
			.nodes()
			.stream()
			.filter((state) -> state.owner().equals(owner))
			.findFirst()
			.orElseThrow();
	}

}
