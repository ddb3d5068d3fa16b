package dev.workflows.engine;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import dev.workflows.WorkflowClient;
import dev.workflows.client.ClientParts;
import dev.workflows.client.Completions;
import dev.workflows.client.DefaultWorkflowClient;
import dev.workflows.client.EngineLink;
import dev.workflows.dispatch.Duty;
import dev.workflows.dispatch.Node;
import dev.workflows.dispatch.NodeParts;
import dev.workflows.store.CreateResult;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.NewInstance;
import dev.workflows.store.StoreTraits;
import dev.workflows.store.WorkflowStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine on one store. It holds no static state, so several can live in one JVM; on
 * one database they are several nodes.
 *
 * @since 0.1
 */
public final class WorkflowEngine {

	private static final Logger logger = LoggerFactory.getLogger(WorkflowEngine.class);

	private static final Duration IDLE = Duration.ofSeconds(1);

	private final NodeParts parts;

	private final InstanceQueries queries;

	private final WorkflowClient client;

	private final List<Duty> duties;

	private final ReentrantLock lifecycle = new ReentrantLock();

	private volatile @Nullable Node node;

	WorkflowEngine(WorkflowEngineBuilder builder) {
		Completions completions = new Completions(builder.machine().threads());
		this.parts = new NodeParts(builder.store(), builder.registry(), builder.codec(), builder.settings(),
				builder.machine(), builder.listener(), completions::ended);
		this.queries = builder.queries();
		this.client = new DefaultWorkflowClient(new ClientParts(this.parts.registry(), this.parts.codec(),
				this.parts.store(), this.queries, builder.callers(), this.parts.machine(), new Link(), completions));
		this.duties = List.of(new NodeDuty("poll", Node::poll), new NodeDuty("sweep", Node::sweep),
				new NodeDuty("reconcile", Node::reconcile));
	}

	/**
	 * Begins to build an engine.
	 * @return the builder
	 */
	public static WorkflowEngineBuilder builder() {
		return new WorkflowEngineBuilder();
	}

	/**
	 * Returns the client of this engine; it works before the start and after the stop
	 * too.
	 * @return the client
	 */
	public WorkflowClient client() {
		return this.client;
	}

	/**
	 * Returns the reading side of the store.
	 * @return the queries
	 */
	public InstanceQueries queries() {
		return this.queries;
	}

	/**
	 * Returns what kind of store it works on.
	 * @return the traits
	 */
	public StoreTraits traits() {
		return this.parts.store().traits();
	}

	/**
	 * Returns the names of the workflows that it can run.
	 * @return the names
	 */
	public List<String> workflows() {
		return this.parts.registry().names();
	}

	/**
	 * Returns what has to be done again and again. If nobody drives the duties, the
	 * engine does not poll, sweep or reconcile.
	 * @return the duties
	 */
	public List<Duty> duties() {
		return this.duties;
	}

	/**
	 * Enters the node and begins to claim. A second start does nothing.
	 */
	public void start() {
		this.lifecycle.lock();
		try {
			if (this.node == null) {
				this.node = new Node(this.parts);
				logger.info("Workflow engine started on {}: {} workflows, {} workers ({}), poll {}, lease {}",
						traits().name(), workflows().size(), this.parts.settings().workers(),
						this.parts.machine().threads().parksForFree() ? "virtual threads" : "platform threads",
						this.parts.settings().pollInterval(), this.parts.settings().lease());
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Stops in good order: claims no more, waits for the steps that are running, hands
	 * the instances over, leaves. A stopped engine can be started again, as a new node.
	 * @param grace how long to wait for running steps
	 */
	public void stop(Duration grace) {
		this.lifecycle.lock();
		try {
			Node running = this.node;
			if (running != null) {
				running.stop(grace);
				this.node = null;
				logger.info("Workflow engine stopped");
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Returns how the engine is.
	 * @return its state now
	 */
	public EngineState state() {
		Node running = this.node;
		int workers = this.parts.settings().workers();
		return (running != null)
				? new EngineState(true, running.isStoreReachable(), running.isLeaseHeld(), running.runs(), workers)
				: new EngineState(false, true, false, 0, workers);
	}

	/**
	 * A duty of the node that runs, if one does.
	 */
	private final class NodeDuty implements Duty {

		private final String name;

		private final Function<Node, Duration> action;

		NodeDuty(String name, Function<Node, Duration> action) {
			this.name = name;
			this.action = action;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public Duration run() {
			Node running = WorkflowEngine.this.node;
			try {
				return (running != null) ? this.action.apply(running) : IDLE;
			}
			catch (Throwable ex) {
				logger.error("Duty {} met an error and goes on", this.name, ex);
				return IDLE;
			}
		}

	}

	private final class Link implements EngineLink {

		@Override
		public CreateResult create(NewInstance instance) {
			Node running = WorkflowEngine.this.node;
			if (running != null) {
				return running.create(instance);
			}
			WorkflowStore store = WorkflowEngine.this.parts.store();
			UUID nobody = WorkflowEngine.this.parts.machine().ids().next();
			return store.create(nobody, 0, List.of(instance)).get(0);
		}

		@Override
		public void due() {
			Node running = WorkflowEngine.this.node;
			if (running != null) {
				running.due();
			}
		}

		@Override
		public void fenced(UUID instance, long fence) {
			Node running = WorkflowEngine.this.node;
			if (running != null) {
				running.fenced(instance, fence);
			}
		}

	}

}
