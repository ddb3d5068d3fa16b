package dev.workflows.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.workflows.WorkflowEntrypoint;
import dev.workflows.settings.EngineSettings;
import dev.workflows.store.StoreTraits;
import dev.workflows.store.WorkflowStore;
import dev.workflows.test.model.ModelStore;
import dev.workflows.test.time.VirtualTime;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cluster in virtual time over one model store, whose calls can be made to fail.
 */
abstract class Cluster {

	final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));

	final ModelStore model = new ModelStore(this.time, new StoreTraits("model", false, true, true));

	final Faults faults = new Faults();

	final List<TestNode> nodes = new ArrayList<>();

	@AfterEach
	void killAll() {
		this.nodes.forEach(TestNode::kill);
	}

	TestNode node(String process, WorkflowEntrypoint<String, String> workflow) {
		return node(process, TestNode.SETTINGS, workflow);
	}

	TestNode node(String process, EngineSettings settings, WorkflowEntrypoint<String, String> workflow) {
		WorkflowStore store = this.faults.around(this.model);
		TestNode node = new TestNode(process, this.time, this.model, store, settings, workflow);
		this.nodes.add(node);
		return node.start();
	}

	/** A body that blocks never comes to rest, so time goes in small steps up to it. */
	void advanceUntilEntered(Block body) {
		for (int i = 0; i < 600 && !body.isEntered(); i++) {
			this.time.tick(Duration.ofSeconds(1), body::isEntered);
		}
		body.awaitEntered();
	}

	/**
	 * A step's body that does not end before it is told to.
	 */
	static final class Block {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch left = new CountDownLatch(1);

		void enter() throws InterruptedException {
			this.entered.countDown();
			this.left.await();
		}

		void leave() {
			this.left.countDown();
		}

		boolean isEntered() {
			return this.entered.getCount() == 0;
		}

		void awaitEntered() {
			try {
				assertThat(this.entered.await(30, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
