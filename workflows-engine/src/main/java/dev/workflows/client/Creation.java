package dev.workflows.client;

import java.lang.reflect.Type;
import java.util.UUID;

import dev.workflows.CreateOptions;
import dev.workflows.InstanceAlreadyExistsException;
import dev.workflows.WorkflowValidationException;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.store.CallerTransaction;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import org.jspecify.annotations.Nullable;

/**
 * Creates instances: checks everything before anything is stored, then stores in the
 * caller's transaction or in one of the engine's own.
 */
final class Creation {

	private static final String TRIGGER = "binding";

	private final ClientParts parts;

	Creation(ClientParts parts) {
		this.parts = parts;
	}

	Outcome create(WorkflowDefinition workflow, CreateOptions options, @Nullable Object params) {
		String json = this.parts.codec().encode("params", params);
		checkShape(workflow.paramsType(), json, params);
		UUID key = this.parts.machine().ids().next();
		String id = (options.id() != null) ? options.id() : this.parts.machine().ids().next().toString();
		NewInstance instance = new NewInstance(key, workflow.name(), id, json, this.parts.codec().paramsHash(json),
				TRIGGER);
		CreateResult result = store(instance);
		if (result instanceof CreateResult.Existing existing) {
			if (options.strict() || !existing.sameParams()) {
				throw new InstanceAlreadyExistsException(workflow.name(), id, existing.sameParams());
			}
			return new Outcome(id, false);
		}
		return new Outcome(id, true);
	}

	private void checkShape(Type type, String json, @Nullable Object params) {
		if (params == null && type != Void.class && type != Object.class) {
			throw new WorkflowValidationException("WF-1205",
					"params: required, as the workflow takes " + type.getTypeName());
		}
		if (params != null) {
			this.parts.codec().decode("params", json, type);
		}
	}

	private CreateResult store(NewInstance instance) {
		CallerTransaction callers = this.parts.callers();
		if (Joining.mustJoin(callers, "create an instance")) {
			CreateResult result = this.parts.store().createJoined(instance);
			if (result instanceof CreateResult.Created) {
				callers.afterCommit(this.parts.engine()::due);
			}
			return result;
		}
		return this.parts.engine().create(instance);
	}

	/**
	 * What was created.
	 *
	 * @param id the instance's id
	 * @param created whether this call created it
	 */
	record Outcome(String id, boolean created) {
	}

}
