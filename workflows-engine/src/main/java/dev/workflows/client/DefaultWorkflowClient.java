package dev.workflows.client;

import java.lang.reflect.Type;

import dev.workflows.CreateOptions;
import dev.workflows.InstanceNotFoundException;
import dev.workflows.Names;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowInstance;
import dev.workflows.WorkflowType;
import dev.workflows.registry.WorkflowDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The client.
 *
 * @since 0.1
 */
public final class DefaultWorkflowClient implements WorkflowClient {

	private final ClientParts parts;

	private final Creation creation;

	private final Control control;

	/**
	 * Creates a client.
	 * @param parts what it is made of
	 */
	public DefaultWorkflowClient(ClientParts parts) {
		this.parts = parts;
		this.creation = new Creation(parts);
		this.control = new Control(parts);
	}

	@Override
	public <P extends @Nullable Object, R extends @Nullable Object> WorkflowInstance<R> create(
			WorkflowType<P, R> workflow, CreateOptions options, P params) {
		WorkflowDefinition definition = this.parts.registry().get(workflow.name());
		Creation.Outcome outcome = this.creation.create(definition, options, params);
		return instance(definition.name(), outcome.id(), outcome.created(), workflow.resultType());
	}

	@Override
	public WorkflowInstance<?> create(String workflow, CreateOptions options, @Nullable Object params) {
		WorkflowDefinition definition = this.parts.registry().get(Names.workflow(workflow));
		Creation.Outcome outcome = this.creation.create(definition, options, params);
		return instance(definition.name(), outcome.id(), outcome.created(), definition.resultType());
	}

	@Override
	public <R extends @Nullable Object> WorkflowInstance<R> get(WorkflowType<?, R> workflow, String id) {
		return find(workflow.name(), id, workflow.resultType());
	}

	@Override
	public WorkflowInstance<?> get(String workflow, String id) {
		WorkflowDefinition definition = this.parts.registry().get(Names.workflow(workflow));
		return find(definition.name(), id, definition.resultType());
	}

	@Override
	public <P extends @Nullable Object, R extends @Nullable Object> WorkflowType<P, R> type(
			Class<? extends WorkflowEntrypoint<P, R>> workflow) {
		WorkflowDefinition definition = this.parts.registry().get(workflow);
		return new WorkflowType<>(definition.name(), definition.paramsType(), definition.resultType());
	}

	private <R extends @Nullable Object> WorkflowInstance<R> find(String workflow, String id, Type resultType) {
		if (this.parts.queries().find(workflow, id).isEmpty()) {
			throw new InstanceNotFoundException(workflow, id);
		}
		return instance(workflow, id, false, resultType);
	}

	private <R extends @Nullable Object> WorkflowInstance<R> instance(String workflow, String id, boolean created,
			Type resultType) {
		return new InstanceHandle<>(this.parts, this.control, new InstanceHandle.Identity(workflow, id, created),
				resultType);
	}

}
