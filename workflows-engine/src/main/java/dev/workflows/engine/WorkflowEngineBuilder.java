package dev.workflows.engine;

import java.util.Collection;
import java.util.List;

import dev.workflows.observation.EngineListener;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.registry.WorkflowRegistry;
import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineIds;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.runtime.Machine;
import dev.workflows.runtime.SystemEngineClock;
import dev.workflows.runtime.SystemEngineIds;
import dev.workflows.runtime.SystemEngineThreads;
import dev.workflows.settings.EngineSettings;
import dev.workflows.store.CallerTransaction;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.WorkflowStore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Collects what an engine is made of. The store, its queries and the callers'
 * transactions are required; everything else has a default.
 *
 * @since 0.1
 */
public final class WorkflowEngineBuilder {

	private static final int VIRTUAL_WORKERS = 1000;

	private static final int PLATFORM_WORKERS = 64;

	private @Nullable WorkflowStore store;

	private @Nullable InstanceQueries queries;

	private @Nullable CallerTransaction callers;

	private Collection<WorkflowDefinition> workflows = List.of();

	private @Nullable EngineSettings settings;

	private @Nullable PayloadCodec codec;

	private EngineListener listener = EngineListener.NONE;

	private @Nullable Machine machine;

	private @Nullable WorkflowRegistry registry;

	WorkflowEngineBuilder() {
	}

	/**
	 * Sets where everything is kept.
	 * @param store the store
	 * @param queries its reading side
	 * @param callers the callers' transactions on it
	 * @return this builder
	 */
	public WorkflowEngineBuilder store(WorkflowStore store, InstanceQueries queries, CallerTransaction callers) {
		this.store = store;
		this.queries = queries;
		this.callers = callers;
		return this;
	}

	/**
	 * Sets the workflows that this engine can run.
	 * @param workflows the definitions, names unique
	 * @return this builder
	 */
	public WorkflowEngineBuilder workflows(Collection<WorkflowDefinition> workflows) {
		this.workflows = List.copyOf(workflows);
		return this;
	}

	/**
	 * Sets the pace and the limits. The default is {@link EngineSettings#defaults} with
	 * 1000 workers on virtual threads, 64 on platform threads.
	 * @param settings the settings
	 * @return this builder
	 */
	public WorkflowEngineBuilder settings(EngineSettings settings) {
		this.settings = settings;
		return this;
	}

	/**
	 * Sets how values become JSON.
	 * @param codec the codec
	 * @return this builder
	 */
	public WorkflowEngineBuilder codec(PayloadCodec codec) {
		this.codec = codec;
		return this;
	}

	/**
	 * Sets who hears what happens.
	 * @param listener the listener
	 * @return this builder
	 */
	public WorkflowEngineBuilder listener(EngineListener listener) {
		this.listener = listener;
		return this;
	}

	/**
	 * Sets what is taken from the machine. The default is the JVM's own, with virtual
	 * threads where it has them.
	 * @param clock time
	 * @param threads threads
	 * @param ids identities
	 * @return this builder
	 */
	public WorkflowEngineBuilder machine(EngineClock clock, EngineThreads threads, EngineIds ids) {
		this.machine = new Machine(clock, threads, ids);
		return this;
	}

	/**
	 * Builds the engine.
	 * @return the engine, not started
	 * @throws dev.workflows.WorkflowValidationException if two workflows have one name
	 */
	public WorkflowEngine build() {
		if (this.store == null) {
			throw new IllegalStateException("an engine needs a store");
		}
		if (this.machine == null) {
			EngineClock clock = new SystemEngineClock();
			this.machine = new Machine(clock, new SystemEngineThreads(true), new SystemEngineIds(clock));
		}
		if (this.settings == null) {
			this.settings = EngineSettings
				.defaults(this.machine.threads().parksForFree() ? VIRTUAL_WORKERS : PLATFORM_WORKERS);
		}
		if (this.codec == null) {
			this.codec = new PayloadCodec(JsonMapper.builder().build(), this.settings.limits().payloadBytes());
		}
		this.registry = new WorkflowRegistry(this.workflows);
		return new WorkflowEngine(this);
	}

	WorkflowStore store() {
		return required(this.store);
	}

	InstanceQueries queries() {
		return required(this.queries);
	}

	CallerTransaction callers() {
		return required(this.callers);
	}

	WorkflowRegistry registry() {
		return required(this.registry);
	}

	EngineSettings settings() {
		return required(this.settings);
	}

	PayloadCodec codec() {
		return required(this.codec);
	}

	EngineListener listener() {
		return this.listener;
	}

	Machine machine() {
		return required(this.machine);
	}

	private static <T> T required(@Nullable T part) {
		if (part == null) {
			throw new IllegalStateException("a part of the engine is missing");
		}
		return part;
	}

}
