package dev.workflows.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.workflows.InstanceReport;
import dev.workflows.InstanceStatus;
import dev.workflows.StepOptions;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowInstance;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.test.model.ModelCallerTransactions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One node and several, in good and in bad times.
 */
class EngineTests extends Cluster {

	@Test
	void runsAWorkflowToItsResult() {
		TestNode node = node("a", (event, step) -> step.run("greet", () -> "hello " + event.payload()));
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "world");
		assertThat(instance.created()).isTrue();
		assertThat(instance.await(Duration.ofSeconds(1))).isEqualTo("hello world");
		assertThat(instance.status().status()).isEqualTo(InstanceStatus.COMPLETE);
	}

	@Test
	void sleepingInstancesHoldNoRunAndWakeInTime() {
		AtomicInteger woken = new AtomicInteger();
		TestNode node = node("a", (event, step) -> {
			step.sleep("long", "10 min");
			woken.incrementAndGet();
			return "done";
		});
		for (int i = 0; i < 300; i++) {
			node.client().create(TestNode.TYPE, "i" + i, "x");
		}
		this.time.awaitRest();
		assertThat(node.engine.state().runs()).isZero();
		this.model.counts().forEach((count) -> assertThat(count.status()).isEqualTo(InstanceStatus.WAITING));
		this.time.advance(Duration.ofMinutes(10).minusSeconds(1));
		assertThat(woken).hasValue(0);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(woken).hasValue(300);
		assertThat(this.model.counts()).singleElement()
			.satisfies((count) -> assertThat(count.status()).isEqualTo(InstanceStatus.COMPLETE));
	}

	@Test
	void retriesWithBackOffAndWithoutAThread() {
		List<Instant> tries = new ArrayList<>();
		TestNode node = node("a", (event, step) -> step.run("flaky", StepOptions.retries(3).delay("1 min"), () -> {
			tries.add(Instant.ofEpochMilli(this.time.getAsLong()));
			if (tries.size() < 4) {
				throw new IllegalStateException("not yet");
			}
			return "at last";
		}));
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		this.time.awaitRest();
		assertThat(instance.status().status()).isEqualTo(InstanceStatus.WAITING);
		assertThat(node.engine.state().runs()).isZero();
		assertThat(instance.await(Duration.ofMinutes(10))).isEqualTo("at last");
		assertThat(tries).hasSize(4);
		assertThat(Duration.between(tries.get(0), tries.get(1))).isEqualTo(Duration.ofMinutes(1));
		assertThat(Duration.between(tries.get(1), tries.get(2))).isEqualTo(Duration.ofMinutes(2));
		assertThat(Duration.between(tries.get(2), tries.get(3))).isEqualTo(Duration.ofMinutes(4));
		assertThat(instance.status().steps()).singleElement()
			.satisfies((step) -> assertThat(step.attempts()).hasSize(4));
	}

	@Test
	void aNodeThatDiesIsReplacedByAnotherWithinItsLeaseAndRecordedStepsDoNotRunAgain() {
		AtomicInteger first = new AtomicInteger();
		AtomicInteger second = new AtomicInteger();
		TestNode a = node("a", (event, step) -> {
			step.run("first", first::incrementAndGet);
			step.sleep("a while", "10s");
			return "a";
		});
		WorkflowInstance<String> instance = a.client().create(TestNode.TYPE, "1", "x");
		this.time.awaitRest();
		a.kill();
		TestNode b = node("b", (event, step) -> {
			step.run("first", first::incrementAndGet);
			step.sleep("a while", "10s");
			step.run("second", second::incrementAndGet);
			return "b";
		});
		this.time.advance(Duration.ofSeconds(60));
		assertThat(b.client().get(TestNode.TYPE, instance.id()).await(Duration.ofSeconds(1))).isEqualTo("b");
		assertThat(first).hasValue(1);
		assertThat(second).hasValue(1);
	}

	@Test
	void anOwnerThatDiesInAStepIsTakenOverAfterItsLease() {
		Block body = new Block();
		TestNode a = node("a", (event, step) -> {
			step.run("stuck", body::enter);
			return "a";
		});
		a.client().create(TestNode.TYPE, "1", "x");
		body.awaitEntered();
		a.kill();
		body.leave();
		TestNode b = node("b", (event, step) -> step.run("stuck", () -> "b"));
		WorkflowInstance<String> instance = b.client().get(TestNode.TYPE, "1");
		this.time.advance(TestNode.LEASE.minusSeconds(1));
		assertThat(instance.status().status()).isEqualTo(InstanceStatus.RUNNING);
		this.time.advance(Duration.ofSeconds(7));
		assertThat(instance.await(Duration.ofMillis(1))).isEqualTo("b");
	}

	@Test
	void aStopHandsOverAtOnce() {
		AtomicInteger bodies = new AtomicInteger();
		WorkflowEntrypoint<String, String> workflow = (event, step) -> {
			step.run("one", bodies::incrementAndGet);
			step.sleep("short", Duration.ofMillis(900));
			step.run("two", bodies::incrementAndGet);
			return "done";
		};
		TestNode a = node("a", workflow);
		a.client().create(TestNode.TYPE, "1", "x");
		this.time.awaitRest();
		a.stop();
		assertThat(this.model.nodes()).isEmpty();
		TestNode b = node("b", workflow);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(b.client().get(TestNode.TYPE, "1").await(Duration.ofMillis(1))).isEqualTo("done");
		assertThat(bodies).hasValue(2);
	}

	@Test
	void aLostReplyOfACommitRunsNoBodyAgain() {
		AtomicInteger bodies = new AtomicInteger();
		TestNode node = node("a", (event, step) -> {
			step.run("one", bodies::incrementAndGet);
			step.run("two", bodies::incrementAndGet);
			return "done";
		});
		this.faults.next(3, "commit", Faults.loseReply());
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		assertThat(instance.await(Duration.ofMinutes(1))).isEqualTo("done");
		assertThat(this.faults.left("commit")).isZero();
		assertThat(bodies).hasValue(2);
	}

	@Test
	void aRefusedCommitIsSentAgainAndUsesUpNoRetry() {
		AtomicInteger bodies = new AtomicInteger();
		TestNode node = node("a",
				(event, step) -> step.run("one", StepOptions.noRetries(), () -> "ran " + bodies.incrementAndGet()));
		this.faults.next(20, "commit", Faults.refuse());
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		assertThat(instance.await(Duration.ofMinutes(10))).isEqualTo("ran 1");
		assertThat(bodies).hasValue(1);
	}

	@Test
	void aLostReplyOfACreateMakesOneInstance() {
		AtomicInteger bodies = new AtomicInteger();
		TestNode node = node("a", (event, step) -> step.run("one", () -> "ran " + bodies.incrementAndGet()));
		this.faults.next(2, "create", Faults.loseReply());
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		assertThat(instance.created()).isTrue();
		assertThat(instance.await(Duration.ofMinutes(2))).isEqualTo("ran 1");
		assertThat(this.model.list(TestNode.NAME, null, null, 10)).hasSize(1);
	}

	@Test
	void whatAClaimWithALostReplyTookIsReleased() {
		TestNode node = node("a", TestNode.settings(4), (event, step) -> step.run("one", () -> "ran"));
		this.faults.next("claim", Faults.loseReply());
		ModelCallerTransactions callers = this.model.callerTransactions();
		callers.begin();
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		callers.commit();
		assertThat(instance.await(Duration.ofMinutes(2))).isEqualTo("ran");
		assertThat(this.faults.left("claim")).isZero();
	}

	@Test
	void anInstanceWhoseHistoryCannotBeReadIsParkedAndTheOthersGoOn() {
		TestNode node = node("a", TestNode.settings(1), (event, step) -> {
			step.sleep("nap", "10s");
			return "done";
		});
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		this.time.awaitRest();
		this.faults.next(2, "histories", Faults.fail(new StoreRejectedException("damaged", new IOException("test"))));
		this.time.advance(Duration.ofSeconds(15));
		assertThat(instance.status().status()).isEqualTo(InstanceStatus.ERRORED);
		assertThat(instance.status().error().code()).isEqualTo("HISTORY_UNREADABLE");
		assertThat(node.client().create(TestNode.TYPE, "2", "x").await(Duration.ofMinutes(1))).isEqualTo("done");
	}

	@Test
	void theDispatcherSurvivesWhateverIsThrown() {
		TestNode node = node("a", (event, step) -> step.run("one", () -> "ran"));
		this.faults.next(25, "nextDue", Faults.fail(new OutOfMemoryError("test")));
		this.faults.next(25, "nextDue", Faults.fail(new StackOverflowError()));
		this.faults.next(25, "nextDue", Faults.fail(new IllegalStateException("test")));
		this.faults.next(25, "claim", Faults.fail(new LinkageError("test")));
		ModelCallerTransactions callers = this.model.callerTransactions();
		callers.begin();
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		callers.commit();
		assertThat(instance.await(Duration.ofHours(2))).isEqualTo("ran");
		this.time.advance(Duration.ofHours(1));
		assertThat(this.faults.left("nextDue") + this.faults.left("claim")).isZero();
		assertThat(node.client().create(TestNode.TYPE, "2", "x").await(Duration.ofMinutes(1))).isEqualTo("ran");
	}

	@Test
	void anOutageOfTenMinutesKillsNobodyAndEndsByItself() {
		AtomicInteger bodies = new AtomicInteger();
		WorkflowEntrypoint<String, String> workflow = (event, step) -> {
			step.run("one", bodies::incrementAndGet);
			step.sleep("nap", "1 min");
			return "done";
		};
		TestNode a = node("a", workflow);
		TestNode b = node("b", workflow);
		WorkflowInstance<String> instance = a.client().create(TestNode.TYPE, "1", "x");
		this.time.awaitRest();
		for (String verb : List.of("renewNode", "nextDue", "nodes", "owned", "claim", "commit", "releaseOrphans")) {
			this.faults.next(40, verb, Faults.refuse());
		}
		this.time.advance(Duration.ofMinutes(10));
		assertThat(instance.await(Duration.ofMinutes(20))).isEqualTo("done");
		assertThat(bodies).hasValue(1);
		this.time.advance(Duration.ofMinutes(20));
		assertThat(this.model.nodes()).hasSize(2);
		assertThat(a.engine.state().storeReachable()).isTrue();
		assertThat(b.engine.state().leaseHeld()).isTrue();
	}

	@Test
	void aNodeThatWasDeclaredDeadDropsItsRunsAndGoesOnAsANewOne() {
		TestNode node = node("a", (event, step) -> step.run("one", () -> "ran"));
		this.model.unregisterNode(this.model.nodes().get(0).owner());
		this.time.advance(Duration.ofSeconds(20));
		assertThat(this.model.nodes()).hasSize(1);
		assertThat(node.client().create(TestNode.TYPE, "1", "x").await(Duration.ofMinutes(1))).isEqualTo("ran");
	}

	@Test
	void anInstanceThatKillsItsNodesIsParkedAndNamesItsStep() {
		WorkflowInstance<String> instance = null;
		for (int life = 1; life <= 5; life++) {
			Block body = new Block();
			TestNode node = node("life-" + life, (event, step) -> {
				step.run("poison", StepOptions.retries(10_000).delay(Duration.ZERO), body::enter);
				return "never";
			});
			if (instance == null) {
				instance = node.client().create(TestNode.TYPE, "1", "x");
			}
			advanceUntilEntered(body);
			node.kill();
			body.leave();
		}
		TestNode last = node("last", (event, step) -> "fine");
		this.time.advance(Duration.ofMinutes(5));
		InstanceReport report = last.client().get(TestNode.TYPE, "1").status();
		assertThat(report.status()).isEqualTo(InstanceStatus.ERRORED);
		assertThat(report.error()).isNotNull();
		assertThat(report.error().code()).isEqualTo("CRASH_LOOP");
		assertThat(report.steps()).extracting("name").contains("poison");
		last.client().get(TestNode.TYPE, "1").restart();
		assertThat(last.client().get(TestNode.TYPE, "1").await(Duration.ofMinutes(1))).isEqualTo("fine");
	}

	@Test
	void twoNodesShareAThousandInstancesAndRunEachStepOnce() {
		AtomicInteger bodies = new AtomicInteger();
		WorkflowEntrypoint<String, String> workflow = (event, step) -> {
			for (int i = 0; i < 3; i++) {
				step.run("count", bodies::incrementAndGet);
			}
			step.sleep("nap", "10s");
			step.run("last", bodies::incrementAndGet);
			return "done";
		};
		TestNode a = node("a", workflow);
		node("b", workflow);
		for (int i = 0; i < 1000; i++) {
			a.client().create(TestNode.TYPE, "i" + i, "x");
		}
		this.time.advance(Duration.ofSeconds(30));
		assertThat(this.model.counts()).singleElement().satisfies((count) -> {
			assertThat(count.status()).isEqualTo(InstanceStatus.COMPLETE);
			assertThat(count.count()).isEqualTo(1000);
		});
		assertThat(bodies).hasValue(4000);
	}

}
