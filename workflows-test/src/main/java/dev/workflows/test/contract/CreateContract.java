package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.Claimed;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.CreateResult;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.NewInstance;
import dev.workflows.store.Ownership;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A created instance is there once, and a repeated create recognises its own.
 */
abstract class CreateContract extends NodeContract {

	@Test
	void createdInstanceIsQueuedAndDueAtOnce() {
		NewInstance created = queued("a");
		assertThat(row("a")).isEqualTo(new InstanceRow(created.key(), ORDERS, "a", 1, InstanceStatus.QUEUED,
				fixture().now(), null, null, fixture().now(), 0));
	}

	@Test
	void createdInstanceKeepsItsParameters() {
		queued("a");
		assertThat(story("a").params()).isEqualTo("{\"id\":1}");
		assertThat(story("a").output()).isNull();
		assertThat(story("a").error()).isNull();
		assertThat(story("a").steps()).isEmpty();
		assertThat(story("a").attempts()).isEmpty();
	}

	@Test
	void noParametersAreNotTheWordNull() {
		NewInstance none = new NewInstance(newKey(), ORDERS, "none", null, hash('0'), "api");
		NewInstance word = new NewInstance(newKey(), ORDERS, "word", "null", hash('1'), "api");
		fixture().store().create(this.node, 0, List.of(none, word));
		assertThat(story("none").params()).isNull();
		assertThat(story("word").params()).isEqualTo("null");
	}

	@Test
	void claimedCreateIsRunningUnderFenceZero() {
		NewInstance created = instance("a");
		List<CreateResult> results = fixture().store().create(this.node, 1, List.of(created));
		long now = fixture().now();
		assertThat(results).containsExactly(new CreateResult.Created(
				new Claimed(created.key(), ORDERS, "a", 1, 0, created.params(), now, 0, 0, 0, now)));
		assertThat(row("a"))
			.isEqualTo(new InstanceRow(created.key(), ORDERS, "a", 1, InstanceStatus.RUNNING, now, now, null, null, 0));
		assertThat(fixture().store().owned(this.node)).containsExactly(new Ownership(created.key(), 0, 0));
	}

	@Test
	void claimedCreateCannotBeClaimedAgain() {
		running("a");
		assertThat(claim(10)).isEmpty();
	}

	@Test
	void onlyTheFirstOfABatchAreClaimed() {
		List<NewInstance> batch = List.of(instance("a"), instance("b"), instance("c"));
		List<CreateResult> results = fixture().store().create(this.node, 2, batch);
		assertThat(results).extracting((result) -> ((CreateResult.Created) result).claimed() != null)
			.containsExactly(true, true, false);
		assertThat(claim(10)).extracting(Claimed::id).containsExactly("c");
	}

	@Test
	void neverMoreThanTheWishedAreClaimedWhenTheFirstExists() {
		queued("a");
		List<CreateResult> results = fixture().store()
			.create(this.node, 1, List.of(instance("a"), instance("b"), instance("c")));
		assertThat(results.get(0)).isInstanceOf(CreateResult.Existing.class);
		assertThat(results.get(2)).isEqualTo(new CreateResult.Created(null));
		assertThat(fixture().store().owned(this.node)).hasSizeLessThanOrEqualTo(1);
	}

	@Test
	void idInUseGivesTheExistingInstance() {
		NewInstance first = queued("a");
		assertThat(fixture().store().create(this.node, 1, List.of(instance("a"))))
			.containsExactly(new CreateResult.Existing(first.key(), InstanceStatus.QUEUED, true));
	}

	@Test
	void idInUseTellsWhenTheParametersDiffer() {
		NewInstance first = queued("a");
		NewInstance second = new NewInstance(newKey(), ORDERS, "a", "{\"id\":2}", hash('b'), "api");
		assertThat(fixture().store().create(this.node, 0, List.of(second)))
			.containsExactly(new CreateResult.Existing(first.key(), InstanceStatus.QUEUED, false));
		assertThat(story("a").params()).isEqualTo(first.params());
	}

	@Test
	void idInUseTellsTheStatus() {
		Claimed claimed = running("a");
		assertThat(fixture().store().create(this.node, 0, List.of(instance("a"))))
			.containsExactly(new CreateResult.Existing(claimed.key(), InstanceStatus.RUNNING, true));
		commit(CommitBuilder.by(claimed).completes());
		assertThat(fixture().store().create(this.node, 0, List.of(instance("a"))))
			.containsExactly(new CreateResult.Existing(claimed.key(), InstanceStatus.COMPLETE, true));
	}

	@Test
	void idInUseLeavesTheInstanceAsItIs() {
		queued("a");
		InstanceRow before = row("a");
		fixture().advance(1_000);
		fixture().store().create(this.node, 1, List.of(instance("a")));
		assertThat(row("a")).isEqualTo(before);
		assertThat(fixture().store().owned(this.node)).isEmpty();
	}

	@Test
	void repeatedCreateRecognisesItsQueuedInstance() {
		NewInstance created = queued("a");
		assertThat(fixture().store().create(this.node, 0, List.of(created)))
			.containsExactly(new CreateResult.Created(null));
		assertThat(fixture().queries().list(ORDERS, null, null, 10)).hasSize(1);
	}

	@Test
	void repeatedCreateRecognisesItsClaimedInstance() {
		NewInstance created = instance("a");
		fixture().store().create(this.node, 1, List.of(created));
		fixture().advance(100);
		CreateResult repeated = fixture().store().create(this.node, 1, List.of(created)).get(0);
		Claimed claimed = claimedOf(repeated);
		assertThat(claimed.fence()).isZero();
		assertThat(claimed.createdAt()).isEqualTo(fixture().now() - 100);
	}

	@Test
	void repeatedCreateDoesNotTakeWhatAnotherNodeHasClaimed() {
		NewInstance created = queued("a");
		UUID other = registerAnotherNode();
		claimAs(other, 1);
		assertThat(fixture().store().create(this.node, 1, List.of(created)))
			.containsExactly(new CreateResult.Created(null));
		assertThat(fixture().store().owned(other)).hasSize(1);
		assertThat(fixture().store().owned(this.node)).isEmpty();
	}

	@Test
	void repeatedCreateDoesNotTakeWhatItsOwnNodeHasClaimedMeanwhile() {
		NewInstance created = queued("a");
		claim(1);
		assertThat(fixture().store().create(this.node, 1, List.of(created)))
			.containsExactly(new CreateResult.Created(null));
	}

	@Test
	void repeatedCreateDoesNotTakeBackWhatItsNodeHasLost() {
		NewInstance created = instance("a");
		fixture().store().create(this.node, 1, List.of(created));
		fixture().store().release(this.node, fixture().store().owned(this.node));
		assertThat(fixture().store().create(this.node, 1, List.of(created)))
			.containsExactly(new CreateResult.Created(null));
		assertThat(row("a").status()).isEqualTo(InstanceStatus.QUEUED);
	}

	@Test
	void sameIdOfTwoWorkflowsIsTwoInstances() {
		queued(ORDERS, "a");
		queued(INVOICES, "a");
		assertThat(row("a").key()).isNotEqualTo(fixture().queries().find(INVOICES, "a").orElseThrow().key());
	}

	@Test
	void sameIdTwiceInOneBatchIsOneInstance() {
		NewInstance first = instance("a");
		List<CreateResult> results = fixture().store().create(this.node, 0, List.of(first, instance("a")));
		assertThat(results).containsExactly(new CreateResult.Created(null),
				new CreateResult.Existing(first.key(), InstanceStatus.QUEUED, true));
		assertThat(fixture().queries().list(ORDERS, null, null, 10)).hasSize(1);
	}

	@Test
	void batchAnswersEachInstanceInItsOrder() {
		for (int i = 0; i < 100; i += 3) {
			queued("id" + i);
		}
		List<NewInstance> batch = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			batch.add(instance("id" + i));
		}
		List<CreateResult> results = fixture().store().create(this.node, 0, batch);
		assertThat(results).hasSize(100);
		for (int i = 0; i < 100; i++) {
			assertThat(results.get(i) instanceof CreateResult.Existing).isEqualTo(i % 3 == 0);
		}
		assertThat(fixture().queries().list(ORDERS, null, null, 200)).hasSize(100);
	}

	@Test
	void emptyBatchCreatesNothing() {
		assertThat(fixture().store().create(this.node, 0, List.of())).isEmpty();
	}

	@Test
	void idOfADeletedInstanceCanBeUsedAgain() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).ends("step", 1).completes());
		control(Verb.DELETE, "a");
		NewInstance second = queued("a");
		assertThat(row("a").key()).isEqualTo(second.key());
		assertThat(story("a").steps()).isEmpty();
	}

}
