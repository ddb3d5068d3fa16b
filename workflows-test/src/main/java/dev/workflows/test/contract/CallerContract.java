package dev.workflows.test.contract;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.workflows.InstanceStatus;
import dev.workflows.store.Claimed;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.ControlResult;
import dev.workflows.store.CreateResult;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.NewInstance;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application does in its own transaction happens with it or not at all.
 */
abstract class CallerContract extends DataContract {

	@Test
	void joinedInstanceIsThereAfterTheCommit() {
		NewInstance instance = instance("a");
		AtomicReference<CreateResult> result = new AtomicReference<>();
		fixture().commit(() -> result.set(fixture().store().createJoined(instance)));
		assertThat(result.get()).isEqualTo(new CreateResult.Created(null));
		assertThat(row("a").key()).isEqualTo(instance.key());
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(claim(10)).extracting(Claimed::fence).containsExactly(1L);
	}

	@Test
	void joinedInstanceIsGoneAfterARollback() {
		fixture().rollBack(() -> fixture().store().createJoined(instance("a")));
		assertThat(fixture().queries().find(ORDERS, "a")).isEmpty();
		assertThat(claim(10)).isEmpty();
		queued("a");
	}

	@Test
	void joinedInstanceIsSeenByItsOwnTransactionOnly() {
		fixture().commit(() -> {
			fixture().store().createJoined(instance("a"));
			assertThat(fixture().queries().find(ORDERS, "a")).isPresent();
			assertThat(elsewhere(() -> fixture().queries().find(ORDERS, "a"))).isEmpty();
			assertThat(elsewhere(() -> fixture().store().nextDue(List.of(ORDERS)))).isEmpty();
		});
		assertThat(fixture().queries().find(ORDERS, "a")).isPresent();
	}

	@Test
	void joinedCreateOfAnIdInUseLeavesTheTransactionAlone() {
		NewInstance first = queued("a");
		AtomicReference<CreateResult> result = new AtomicReference<>();
		fixture().commit(() -> {
			result.set(fixture().store().createJoined(instance("a")));
			fixture().store().createJoined(instance("b"));
		});
		assertThat(result.get()).isEqualTo(new CreateResult.Existing(first.key(), InstanceStatus.QUEUED, true));
		assertThat(row("b").status()).isEqualTo(InstanceStatus.QUEUED);
	}

	@Test
	void joinedCreateRecognisesItsOwnInstance() {
		NewInstance instance = instance("a");
		fixture().commit(() -> {
			fixture().store().createJoined(instance);
			assertThat(fixture().store().createJoined(instance)).isEqualTo(new CreateResult.Created(null));
		});
		assertThat(fixture().queries().list(ORDERS, null, null, 10)).hasSize(1);
	}

	@Test
	void joinedCreatesOfOneTransactionSeeEachOther() {
		NewInstance first = instance("a");
		fixture().commit(() -> {
			fixture().store().createJoined(first);
			assertThat(fixture().store().createJoined(instance("a")))
				.isEqualTo(new CreateResult.Existing(first.key(), InstanceStatus.QUEUED, true));
		});
	}

	@Test
	void joinedVerbsWithoutATransactionAreDoneAtOnce() {
		NewInstance instance = instance("a");
		assertThat(fixture().store().createJoined(instance)).isEqualTo(new CreateResult.Created(null));
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(fixture().store().controlJoined(new ControlRequest(Verb.TERMINATE, ORDERS, "a")))
			.isInstanceOf(ControlResult.Done.class);
		assertThat(row("a").status()).isEqualTo(InstanceStatus.TERMINATED);
	}

	@Test
	void joinedWishIsDoneAfterTheCommit() {
		Claimed claimed = running("a");
		fixture().commit(() -> {
			assertThat(controlJoined(Verb.TERMINATE))
				.isEqualTo(new ControlResult.Done(claimed.key(), claimed.fence() + 1));
			assertThat(elsewhere(() -> row("a")).status()).isEqualTo(InstanceStatus.RUNNING);
			assertThat(row("a").status()).isEqualTo(InstanceStatus.TERMINATED);
		});
		assertThat(row("a").status()).isEqualTo(InstanceStatus.TERMINATED);
		assertThat(fixture().store().owned(this.node)).isEmpty();
	}

	@Test
	void joinedWishIsUndoneByARollback() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).ends("pay", 1));
		InstanceStory before = story("a");
		fixture().rollBack(() -> controlJoined(Verb.RESTART));
		assertThat(story("a")).isEqualTo(before);
		fixture().rollBack(() -> controlJoined(Verb.TERMINATE));
		assertThat(story("a")).isEqualTo(before);
		commit(CommitBuilder.by(claimed).completes());
		before = story("a");
		fixture().rollBack(() -> controlJoined(Verb.DELETE));
		assertThat(story("a")).isEqualTo(before);
	}

	@Test
	void joinedWishesFollowEachOther() {
		running("a");
		fixture().commit(() -> {
			controlJoined(Verb.TERMINATE);
			assertThat(controlJoined(Verb.TERMINATE)).isEqualTo(new ControlResult.Unchanged());
			assertThat(controlJoined(Verb.DELETE)).isInstanceOf(ControlResult.Done.class);
			assertThat(controlJoined(Verb.RESTART)).isEqualTo(new ControlResult.Missing());
			assertThat(fixture().store().createJoined(instance("a"))).isEqualTo(new CreateResult.Created(null));
		});
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(row("a").run()).isOne();
	}

	@Test
	void joinedWishForAnUnknownInstanceLeavesTheTransactionAlone() {
		fixture().commit(() -> {
			assertThat(controlJoined(Verb.TERMINATE)).isEqualTo(new ControlResult.Missing());
			fixture().store().createJoined(instance("b"));
		});
		assertThat(row("b").status()).isEqualTo(InstanceStatus.QUEUED);
	}

	@Test
	void readsOfATransactionSeeWhatItHasDone() {
		queued("a");
		fixture().rollBack(() -> {
			controlJoined(Verb.TERMINATE);
			fixture().store().createJoined(instance("b"));
			assertThat(fixture().queries().list(ORDERS, InstanceStatus.TERMINATED, null, 10)).hasSize(1);
			assertThat(fixture().queries().counts()).hasSize(2);
			assertThat(story("b").steps()).isEmpty();
		});
		assertThat(fixture().queries().find(ORDERS, "b")).isEqualTo(Optional.empty());
	}

	private ControlResult controlJoined(Verb verb) {
		return fixture().store().controlJoined(new ControlRequest(verb, ORDERS, "a"));
	}

}
