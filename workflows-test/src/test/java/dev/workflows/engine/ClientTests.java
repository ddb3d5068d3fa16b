package dev.workflows.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.workflows.AwaitTimeoutException;
import dev.workflows.CreateOptions;
import dev.workflows.InstanceAlreadyExistsException;
import dev.workflows.InstanceNotFoundException;
import dev.workflows.InstanceStateException;
import dev.workflows.InstanceStatus;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowInstance;
import dev.workflows.test.model.ModelCallerTransactions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a caller sees: create, await, control, in a transaction and without.
 */
class ClientTests extends Cluster {

	@Test
	void creatingAgainGivesTheExistingInstance() {
		TestNode node = node("a", (event, step) -> "done");
		node.client().create(TestNode.TYPE, "1", "x").await(Duration.ofSeconds(1));
		assertThat(node.client().create(TestNode.TYPE, "1", "x").created()).isFalse();
		assertThatExceptionOfType(InstanceAlreadyExistsException.class)
			.isThrownBy(() -> node.client().create(TestNode.TYPE, "1", "y"));
		assertThatExceptionOfType(InstanceAlreadyExistsException.class)
			.isThrownBy(() -> node.client().create(TestNode.TYPE, CreateOptions.withId("1").refusingExisting(), "x"));
	}

	@Test
	void createInACallersTransactionExistsOnlyIfItCommits() {
		AtomicInteger bodies = new AtomicInteger();
		TestNode node = node("a", (event, step) -> step.run("one", () -> "ran " + bodies.incrementAndGet()));
		ModelCallerTransactions callers = this.model.callerTransactions();
		callers.begin();
		node.client().create(TestNode.TYPE, "1", "x");
		callers.rollback();
		this.time.advance(Duration.ofSeconds(5));
		assertThatExceptionOfType(InstanceNotFoundException.class)
			.isThrownBy(() -> node.client().get(TestNode.TYPE, "1"));
		callers.begin();
		node.client().create(TestNode.TYPE, "2", "x");
		this.time.advance(Duration.ofSeconds(5));
		assertThat(bodies).hasValue(0);
		callers.commit();
		this.time.awaitRest();
		assertThat(bodies).hasValue(1);
	}

	@Test
	void terminateEndsARunForGood() {
		Block body = new Block();
		AtomicInteger after = new AtomicInteger();
		TestNode node = node("a", (event, step) -> {
			step.run("long", body::enter);
			step.run("after", after::incrementAndGet);
			return "done";
		});
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		body.awaitEntered();
		instance.terminate();
		this.time.awaitRest();
		assertThat(node.engine.state().runs()).isZero();
		assertThat(after).hasValue(0);
		assertThat(instance.status().status()).isEqualTo(InstanceStatus.TERMINATED);
		assertThat(instance.status().steps()).isEmpty();
		instance.terminate();
		assertThatExceptionOfType(WorkflowFailedException.class).isThrownBy(() -> instance.await(Duration.ZERO))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(InstanceStatus.TERMINATED));
	}

	@Test
	void restartRunsEverythingAgainAndDeleteRemovesIt() {
		AtomicInteger bodies = new AtomicInteger();
		TestNode node = node("a", (event, step) -> step.run("one", () -> "ran " + bodies.incrementAndGet()));
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		assertThat(instance.await(Duration.ofSeconds(5))).isEqualTo("ran 1");
		instance.restart();
		assertThat(instance.await(Duration.ofSeconds(5))).isEqualTo("ran 2");
		assertThat(instance.status().run()).isEqualTo(2);
		instance.delete();
		assertThatExceptionOfType(InstanceNotFoundException.class).isThrownBy(instance::status);
		assertThatExceptionOfType(InstanceNotFoundException.class).isThrownBy(instance::restart);
		assertThat(node.client().create(TestNode.TYPE, "1", "y").created()).isTrue();
	}

	@Test
	void deleteOfAnInstanceThatHasNotEndedIsRefused() {
		TestNode node = node("a", (event, step) -> {
			step.sleep("long", "10 min");
			return "done";
		});
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		this.time.awaitRest();
		assertThatExceptionOfType(InstanceStateException.class).isThrownBy(instance::delete)
			.withMessageContaining("WF-1605");
	}

	@Test
	void controlInACallersTransactionTakesEffectAtItsCommit() {
		TestNode node = node("a", (event, step) -> {
			step.sleep("long", "10 min");
			return "done";
		});
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		this.time.awaitRest();
		ModelCallerTransactions callers = this.model.callerTransactions();
		callers.begin();
		instance.terminate();
		callers.rollback();
		assertThat(instance.status().status()).isEqualTo(InstanceStatus.WAITING);
		callers.begin();
		instance.terminate();
		assertThatIllegalStateException().isThrownBy(() -> instance.await(Duration.ofSeconds(1)));
		callers.commit();
		assertThat(instance.status().status()).isEqualTo(InstanceStatus.TERMINATED);
	}

	@Test
	void awaitGivesUpInTimeAndTheInstanceGoesOn() {
		TestNode node = node("a", (event, step) -> {
			step.sleep("long", "10 min");
			return "done";
		});
		WorkflowInstance<String> instance = node.client().create(TestNode.TYPE, "1", "x");
		assertThatExceptionOfType(AwaitTimeoutException.class).isThrownBy(() -> instance.await(Duration.ofMinutes(5)));
		assertThat(instance.await(Duration.ofMinutes(10))).isEqualTo("done");
	}

}
