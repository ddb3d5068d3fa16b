package dev.workflows.test.contract;

import java.util.List;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.Claimed;
import dev.workflows.store.CommitResult;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.Takeover;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a store must do that locks rows, on top of {@link WorkflowStoreContractTests}: one
 * application transaction that holds an instance stalls nothing else.
 *
 * @since 0.1
 */
public abstract class RowLockingStoreContractTests extends WorkflowStoreContractTests {

	/**
	 * Creates the suite.
	 */
	protected RowLockingStoreContractTests() {
	}

	@Test
	void claimPassesOverAnInstanceThatATransactionHolds() {
		queued("held");
		queued("free");
		fixture().rollBack(() -> {
			hold("held");
			assertThat(elsewhere(() -> claim(10))).extracting(Claimed::id).containsExactly("free");
		});
		assertThat(claim(10)).extracting(Claimed::id).containsExactly("held");
	}

	@Test
	void commitForAnInstanceThatATransactionHoldsIsBusyAndItsNeighboursAreNot() {
		Claimed held = running("held");
		Claimed free = running("free");
		fixture().rollBack(() -> {
			hold("held");
			assertThat(elsewhere(() -> fixture().store()
				.commit(this.node,
						List.of(CommitBuilder.by(held).ends("pay", 1).build(),
								CommitBuilder.by(free).ends("pay", 1).completes().build()),
						false)))
				.containsExactly(new CommitResult.Busy(), new CommitResult.Applied(fixture().now(), null, 0));
		});
		assertThat(story("held").steps()).isEmpty();
		assertThat(commit(CommitBuilder.by(held).ends("pay", 1))).isInstanceOf(CommitResult.Applied.class);
	}

	@Test
	void commitThatWaitsForALockEndsWithoutHavingWritten() {
		Claimed held = running("held");
		fixture().rollBack(() -> {
			hold("held");
			assertThat(elsewhere(() -> fixture().store()
				.commit(this.node, List.of(CommitBuilder.by(held).ends("pay", 1).build()), true)))
				.containsExactly(new CommitResult.Busy());
		});
		assertThat(story("held").steps()).isEmpty();
	}

	@Test
	void lostCommitForAnInstanceThatATransactionHoldsIsLost() {
		Claimed held = running("held");
		fixture().rollBack(() -> {
			hold("held");
			assertThat(elsewhere(() -> commit(CommitBuilder.by(held).fence(99).ends("pay", 1))))
				.isEqualTo(new CommitResult.LostOwnership());
		});
	}

	@Test
	void sweepPassesOverAnInstanceThatATransactionHolds() {
		running("held");
		running("free");
		kill(this.node);
		fixture().rollBack(() -> {
			hold("held");
			assertThat(elsewhere(() -> fixture().store().releaseOrphans(10, POLICY))).isEqualTo(new Takeover(1, 0));
		});
		assertThat(fixture().store().releaseOrphans(10, POLICY)).isEqualTo(new Takeover(1, 0));
	}

	@Test
	void othersWorkOnWhileATransactionHoldsAnInstance() {
		queued("held");
		fixture().commit(() -> {
			hold("held");
			fixture().store().createJoined(instance("joined"));
			elsewhere(() -> queued("b"));
			UUID other = elsewhere(this::registerAnotherNode);
			assertThat(elsewhere(() -> fixture().store().renewNode(other, LEASE))).isTrue();
			assertThat(elsewhere(() -> control(Verb.TERMINATE, "b"))).isNotNull();
		});
		assertThat(row("held").status()).isEqualTo(InstanceStatus.TERMINATED);
		assertThat(row("b").status()).isEqualTo(InstanceStatus.TERMINATED);
		assertThat(row("joined").status()).isEqualTo(InstanceStatus.QUEUED);
	}

	private void hold(String id) {
		fixture().store().controlJoined(new ControlRequest(Verb.TERMINATE, ORDERS, id));
	}

}
