package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.CreateResult;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.NewInstance;
import dev.workflows.store.Transition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each commit of a batch has its own fate, and a repeat after a lost reply finds its own
 * work.
 */
abstract class BatchContract extends CommitContract {

	@Test
	void emptyBatchHasNoResults() {
		assertThat(fixture().store().commit(this.node, List.of(), false)).isEmpty();
	}

	@Test
	void everyCommitOfABatchHasItsOwnResultInItsPlace() {
		Claimed good = running("good");
		Claimed lost = running("lost");
		Claimed conflict = running("conflict");
		Claimed repeated = running("repeated");
		Claimed sleeper = running("sleeper");
		commit(CommitBuilder.by(conflict).ends("pay", 1));
		Commit repeat = CommitBuilder.by(repeated).ends("pay", 1).build();
		commit(repeat);
		control(Verb.RESTART, "lost");
		long now = fixture().now();
		List<CommitResult> results = fixture().store()
			.commit(this.node,
					List.of(CommitBuilder.by(conflict).ends("pay", 1).completes().build(),
							CommitBuilder.by(sleeper).sleeps("nap", 1, 50).suspends().build(),
							CommitBuilder.by(lost).ends("pay", 1).build(), repeat,
							CommitBuilder.by(good).ends("pay", 1).completes().build()),
					false);
		assertThat(results).containsExactly(new CommitResult.Conflict(onlyStep("conflict")),
				new CommitResult.Applied(now, now + 50, 0), new CommitResult.LostOwnership(),
				new CommitResult.AlreadyApplied(now, null, 0), new CommitResult.Applied(now, null, 0));
		assertThat(row("conflict").status()).isEqualTo(InstanceStatus.RUNNING);
		assertThat(row("sleeper").status()).isEqualTo(InstanceStatus.WAITING);
		assertThat(row("lost").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(row("good").status()).isEqualTo(InstanceStatus.COMPLETE);
	}

	@Test
	void everyTransitionOfABatchGoesToItsOwnRow() {
		List<Claimed> claimed = List.of(running("a"), running("b"), running("c"), running("d"), running("e"));
		long now = fixture().now();
		fixture().store()
			.commit(this.node,
					List.of(CommitBuilder.by(claimed.get(4)).to(new Transition.Complete("5")).build(),
							CommitBuilder.by(claimed.get(3)).to(new Transition.Fail("{\"e\":4}")).build(),
							CommitBuilder.by(claimed.get(2)).to(new Transition.Release()).build(),
							CommitBuilder.by(claimed.get(1)).suspendsUntil(now + 77).build(),
							CommitBuilder.by(claimed.get(0)).ends("pay", 1).build()),
					false);
		assertThat(row("a").status()).isEqualTo(InstanceStatus.RUNNING);
		assertThat(row("b").dueAt()).isEqualTo(now + 77);
		assertThat(row("c").status()).isEqualTo(InstanceStatus.QUEUED);
		assertThat(story("d").error()).isEqualTo("{\"e\":4}");
		assertThat(story("e").output()).isEqualTo("5");
		assertThat(story("a").steps()).hasSize(1);
	}

	@Test
	void largeBatchIsAppliedWhole() {
		List<NewInstance> instances = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			instances.add(instance("id" + i));
		}
		List<Commit> commits = new ArrayList<>();
		for (CreateResult result : fixture().store().create(this.node, 500, instances)) {
			commits.add(CommitBuilder.by(claimedOf(result)).ends("pay", 1).completes().build());
		}
		assertThat(fixture().store().commit(this.node, commits, false)).hasSize(500)
			.allMatch((result) -> result instanceof CommitResult.Applied);
		assertThat(fixture().queries().counts()).singleElement()
			.satisfies((count) -> assertThat(count.count()).isEqualTo(500));
	}

	@Test
	void dataThatTheDatabaseRefusesDoesNotFailItsNeighbours() {
		Claimed before = running("before");
		Claimed bad = running("bad");
		Claimed after = running("after");
		String output = "\"\u0000\"";
		List<CommitResult> results = fixture().store()
			.commit(this.node,
					List.of(CommitBuilder.by(before).ends("pay", 1).build(),
							CommitBuilder.by(bad).to(new Transition.Complete(output)).build(),
							CommitBuilder.by(after).ends("pay", 1).completes().build()),
					false);
		assertThat(results.get(0)).isInstanceOf(CommitResult.Applied.class);
		assertThat(results.get(2)).isInstanceOf(CommitResult.Applied.class);
		assertThat(onlyStep("before").output()).isEqualTo("\"done\"");
		assertThat(row("after").status()).isEqualTo(InstanceStatus.COMPLETE);
		if (results.get(1) instanceof CommitResult.Applied) {
			assertThat(story("bad").output()).isEqualTo(output);
		}
		else {
			assertThat(results.get(1)).isInstanceOf(CommitResult.Rejected.class);
			assertThat(row("bad").status()).isEqualTo(InstanceStatus.RUNNING);
		}
	}

	@Test
	void waitingForLocksAnswersTheSameWhereNothingIsLocked() {
		Claimed a = running("a");
		Claimed b = running("b");
		control(Verb.TERMINATE, "b");
		assertThat(fixture().store()
			.commit(this.node, List.of(CommitBuilder.by(b).build(), CommitBuilder.by(a).ends("pay", 1).build()), true))
			.containsExactly(new CommitResult.LostOwnership(), new CommitResult.Applied(fixture().now(), null, 0));
	}

	@Test
	void repeatOfEveryKindOfCommitFindsItsOwnWork() {
		List<CommitBuilder> commits = Arrays.asList(CommitBuilder.by(running("step")).ends("pay", 1),
				CommitBuilder.by(running("sleep")).sleeps("nap", 1, 500),
				CommitBuilder.by(running("attempt")).fails("pay", 1, 1, 600L),
				CommitBuilder.by(running("lastAttempt")).ends("pay", 1).fails("pay", 1, 1, null),
				CommitBuilder.by(running("sleepSuspend")).sleeps("nap", 1, 700).suspends(),
				CommitBuilder.by(running("attemptSuspend")).fails("pay", 1, 1, 800L).suspends(),
				CommitBuilder.by(running("suspend")).suspendsUntil(fixture().now() + 900),
				CommitBuilder.by(running("stepComplete")).ends("pay", 1).completes(),
				CommitBuilder.by(running("complete")).completes(),
				CommitBuilder.by(running("fail")).to(new Transition.Fail("{}")),
				CommitBuilder.by(running("release")).to(new Transition.Release()));
		List<Commit> batch = commits.stream().map(CommitBuilder::build).toList();
		List<CommitResult> first = fixture().store().commit(this.node, batch, false);
		List<InstanceStory> stories = stories();
		fixture().advance(10);
		List<CommitResult> second = fixture().store().commit(this.node, batch, false);
		for (int i = 0; i < batch.size(); i++) {
			CommitResult.Applied applied = (CommitResult.Applied) first.get(i);
			assertThat(second.get(i))
				.isEqualTo(new CommitResult.AlreadyApplied(applied.now() + 10, applied.deadline(), applied.signal()));
		}
		assertThat(stories()).isEqualTo(stories);
	}

	@Test
	void repeatOfACommitThatChangesNothingTwiceIsApplied() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).sleeps("nap", 1, 1));
		Commit commit = CommitBuilder.by(claimed)
			.attempt(CommitBuilder.begun(CommitBuilder.run("pay"), 2, 1))
			.finishes(CommitBuilder.sleep("nap"))
			.progress()
			.build();
		commit(commit);
		InstanceStory before = story("a");
		assertThat(commit(commit)).isInstanceOf(CommitResult.Applied.class);
		assertThat(story("a")).isEqualTo(before);
	}

	@Test
	void repeatTellsTheNewestSignal() {
		Claimed claimed = running("a");
		Commit commit = CommitBuilder.by(claimed).ends("pay", 1).build();
		commit(commit);
		fixture().setSignal(claimed.key(), 6);
		assertThat(commit(commit)).isEqualTo(new CommitResult.AlreadyApplied(fixture().now(), null, 6));
	}

	@Test
	void repeatAfterAnotherClaimIsLost() {
		Claimed claimed = running("a");
		Commit commit = CommitBuilder.by(claimed).sleeps("nap", 1, 10).suspends().build();
		commit(commit);
		fixture().advance(10);
		claimOne();
		assertThat(commit(commit)).isEqualTo(new CommitResult.LostOwnership());
	}

	@Test
	void repeatAfterATakeoverIsLost() {
		Claimed claimed = running("a");
		Commit commit = CommitBuilder.by(claimed).ends("pay", 1).build();
		commit(commit);
		fixture().store().release(this.node, fixture().store().owned(this.node));
		assertThat(commit(commit)).isEqualTo(new CommitResult.LostOwnership());
	}

	@Test
	void repeatAfterARestartIsLost() {
		Claimed claimed = running("a");
		Commit commit = CommitBuilder.by(claimed).ends("pay", 1).completes().build();
		commit(commit);
		control(Verb.RESTART, "a");
		assertThat(commit(commit)).isEqualTo(new CommitResult.LostOwnership());
		assertThat(story("a").steps()).isEmpty();
	}

	@Test
	void runThatHasGivenUpItsRowCannotWriteOn() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).to(new Transition.Release()));
		assertThat(commit(CommitBuilder.by(claimed).ends("pay", 1))).isEqualTo(new CommitResult.LostOwnership());
		assertThat(story("a").steps()).isEmpty();
	}

	@Test
	void sameTokenUnderAnotherKeyIsNotARepeat() {
		Claimed claimed = running("a");
		UUID token = UUID.randomUUID();
		commit(CommitBuilder.by(claimed).token(token).ends("pay", 1));
		assertThat(commit(CommitBuilder.by(claimed).token(token).ends("ship", 2)))
			.isInstanceOf(CommitResult.Applied.class);
	}

	private List<InstanceStory> stories() {
		return fixture().queries().list(ORDERS, null, null, 100).stream().map((row) -> story(row.id())).toList();
	}

}
