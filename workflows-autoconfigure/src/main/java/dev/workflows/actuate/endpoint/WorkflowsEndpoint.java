package dev.workflows.actuate.endpoint;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.workflows.InstanceNotFoundException;
import dev.workflows.InstanceStatus;
import dev.workflows.Names;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowValidationException;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.InstanceRow;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows workflows, instances and their steps, and restarts an instance. It only reads
 * unless the application raises its access, and hides parameters, results and error
 * messages unless the application shows them.
 *
 * @since 0.1
 */
@Endpoint(id = "workflows", defaultAccess = Access.READ_ONLY)
public class WorkflowsEndpoint {

	private static final int DEFAULT_LIMIT = 50;

	private static final int HIGHEST_LIMIT = 100;

	private static final String RESTART = "restart";

	private final WorkflowEngine engine;

	private final WorkflowClient client;

	private final InstanceQueries queries;

	private final Map<String, WorkflowDefinition> definitions;

	private final Show showValues;

	private final InstanceDescriber describer;

	/**
	 * Creates the endpoint.
	 * @param engine the engine
	 * @param client its client
	 * @param queries the reading side of its store
	 * @param definitions the workflows that it runs
	 * @param showValues when to show values; here, where no caller is known, only
	 * {@link Show#ALWAYS} shows them
	 * @param sanitizingFunctions what hides single values where values are shown
	 */
	public WorkflowsEndpoint(WorkflowEngine engine, WorkflowClient client, InstanceQueries queries,
			Collection<WorkflowDefinition> definitions, Show showValues,
			Iterable<SanitizingFunction> sanitizingFunctions) {
		this.engine = engine;
		this.client = client;
		this.queries = queries;
		this.definitions = definitions.stream()
			.collect(Collectors.toMap(WorkflowDefinition::name, (definition) -> definition));
		this.showValues = showValues;
		this.describer = new InstanceDescriber(sanitizingFunctions);
	}

	/**
	 * Returns the engine's state and all workflows with the counts of their instances.
	 * @return the workflows
	 */
	@ReadOperation
	public WorkflowsDescriptor workflows() {
		Map<String, Map<String, Long>> counts = new TreeMap<>();
		this.definitions.keySet().forEach((name) -> counts.put(name, new TreeMap<>()));
		this.queries.counts()
			.forEach((count) -> counts.computeIfAbsent(count.workflow(), (name) -> new TreeMap<>())
				.merge(count.status().word(), count.count(), Long::sum));
		Map<String, WorkflowDescriptor> workflows = new TreeMap<>();
		counts.forEach((name, instances) -> workflows.put(name, describe(name, instances)));
		return new WorkflowsDescriptor(this.engine.state(), workflows);
	}

	private WorkflowDescriptor describe(String name, Map<String, Long> instances) {
		WorkflowDefinition definition = this.definitions.get(name);
		return new WorkflowDescriptor(definition != null, (definition != null) ? definition.type().getName() : null,
				instances);
	}

	/**
	 * Lists instances of a workflow, the newest first.
	 * @param workflow the workflow's name
	 * @param status only those with this status, or {@code null}
	 * @param before where the last page ended, or {@code null}
	 * @param limit how many at most, 1 to 100; 50 if {@code null}
	 * @return the instances
	 * @throws WorkflowValidationException if an argument breaks its rule
	 * @throws WorkflowNotFoundException if the workflow is neither registered nor has
	 * instances
	 */
	@ReadOperation
	public InstancesDescriptor instances(@Selector String workflow, @Nullable String status, @Nullable String before,
			@Nullable Integer limit) {
		Names.workflow(workflow);
		int most = (limit != null) ? limit : DEFAULT_LIMIT;
		if (most < 1 || most > HIGHEST_LIMIT) {
			throw new WorkflowValidationException("WF-1502",
					"limit must be 1 to " + HIGHEST_LIMIT + ", but is " + most);
		}
		InstanceStatus wanted = (status != null) ? parseStatus(status) : null;
		UUID beforeKey = (before != null) ? parseKey(before) : null;
		List<InstanceRow> rows = this.queries.list(workflow, wanted, beforeKey, most);
		if (rows.isEmpty() && !isKnown(workflow)) {
			throw new WorkflowNotFoundException(workflow);
		}
		String next = (rows.size() == most) ? rows.get(most - 1).key().toString() : null;
		return new InstancesDescriptor(workflow, rows.stream().map(InstanceSummaryDescriptor::of).toList(), next);
	}

	private boolean isKnown(String workflow) {
		return this.definitions.containsKey(workflow) || !this.queries.list(workflow, null, null, 1).isEmpty();
	}

	private static InstanceStatus parseStatus(String word) {
		InstanceStatus status = InstanceStatus.of(word);
		if (status == InstanceStatus.UNKNOWN) {
			throw new WorkflowValidationException("WF-1501",
					"status " + Names.quoted(word) + " is not one of "
							+ Arrays.stream(InstanceStatus.values())
								.filter((it) -> it != InstanceStatus.UNKNOWN)
								.map(InstanceStatus::word)
								.collect(Collectors.joining(", ")));
		}
		return status;
	}

	private static UUID parseKey(String text) {
		try {
			UUID key = UUID.fromString(text);
			if (key.toString().equalsIgnoreCase(text)) {
				return key;
			}
		}
		catch (IllegalArgumentException ex) {
			// falls through to the message
		}
		throw new WorkflowValidationException("WF-1503",
				"before " + Names.quoted(text) + " must be the value of the page before");
	}

	/**
	 * Shows an instance with its steps and attempts.
	 * @param workflow the workflow's name
	 * @param id the instance's id
	 * @return the instance
	 * @throws WorkflowValidationException if an argument breaks its rule
	 * @throws InstanceNotFoundException if there is none
	 */
	@ReadOperation
	public InstanceDescriptor instance(@Selector String workflow, @Selector String id) {
		return instance(workflow, id, this.showValues == Show.ALWAYS);
	}

	InstanceDescriptor instance(String workflow, String id, boolean shown) {
		Names.workflow(workflow);
		Names.instance(id);
		return this.describer.describe(this.client.get(workflow, id).status(), shown);
	}

	/**
	 * Begins a new run of an instance.
	 * @param workflow the workflow's name
	 * @param id the instance's id
	 * @param state what it is to do: {@code restart}
	 * @return the instance after it
	 * @throws WorkflowValidationException if an argument breaks its rule
	 * @throws InstanceNotFoundException if there is none
	 */
	@WriteOperation
	public InstanceSummaryDescriptor control(@Selector String workflow, @Selector String id, String state) {
		Names.workflow(workflow);
		Names.instance(id);
		if (!RESTART.equals(state)) {
			throw new WorkflowValidationException("WF-1504",
					"state " + Names.quoted(state) + " must be \"" + RESTART + "\"");
		}
		this.client.get(workflow, id).restart();
		return this.queries.find(workflow, id)
			.map(InstanceSummaryDescriptor::of)
			.orElseThrow(() -> new InstanceNotFoundException(workflow, id));
	}

}
