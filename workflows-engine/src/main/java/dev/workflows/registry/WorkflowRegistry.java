package dev.workflows.registry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.workflows.Names;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowValidationException;
import org.jspecify.annotations.Nullable;

/**
 * The workflows that this node can run, by name.
 *
 * @since 0.1
 */
public final class WorkflowRegistry {

	private final Map<String, WorkflowDefinition> byName = new LinkedHashMap<>();

	private final List<String> names;

	/**
	 * Creates a registry.
	 * @param definitions the workflows
	 * @throws WorkflowValidationException (WF-3102) if two have the same name
	 */
	public WorkflowRegistry(Collection<WorkflowDefinition> definitions) {
		for (WorkflowDefinition definition : definitions) {
			WorkflowDefinition other = this.byName.putIfAbsent(definition.name(), definition);
			if (other != null) {
				throw new WorkflowValidationException("WF-3102",
						"workflow name " + Names.quoted(definition.name()) + " is used by " + other.type().getName()
								+ " and by " + definition.type().getName()
								+ "; instances find their code by this name, so give one of them another");
			}
		}
		this.names = List.copyOf(this.byName.keySet());
	}

	/**
	 * Returns the names of all workflows.
	 * @return the names, in the order of registration
	 */
	public List<String> names() {
		return this.names;
	}

	/**
	 * Returns a workflow.
	 * @param name the name
	 * @return the workflow
	 * @throws WorkflowNotFoundException if there is none
	 */
	public WorkflowDefinition get(String name) {
		WorkflowDefinition definition = this.byName.get(name);
		if (definition == null) {
			throw new WorkflowNotFoundException(name);
		}
		return definition;
	}

	/**
	 * Returns the workflow of a class.
	 * @param type the annotated class, or a proxy class made from it
	 * @return the workflow
	 * @throws WorkflowNotFoundException if there is none
	 * @throws WorkflowValidationException (WF-3108) if several names share the class
	 */
	public WorkflowDefinition get(Class<?> type) {
		List<WorkflowDefinition> exact = this.byName.values().stream().filter((it) -> it.type() == type).toList();
		if (exact.size() > 1) {
			throw new WorkflowValidationException("WF-3108", type.getName() + " is registered under the names "
					+ exact.stream().map(WorkflowDefinition::name).toList() + "; use the name instead of the class");
		}
		return exact.isEmpty() ? getBySuperclass(type) : exact.get(0);
	}

	private WorkflowDefinition getBySuperclass(Class<?> type) {
		@Nullable Class<?> parent = type.getName().contains("$$") ? type.getSuperclass() : null;
		if (parent == null || parent == Object.class) {
			throw new WorkflowNotFoundException(type.getName());
		}
		return get(parent);
	}

}
