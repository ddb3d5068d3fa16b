package dev.workflows.registry;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.workflows.Names;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowValidationException;
import dev.workflows.payload.ConcreteTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;

import org.springframework.core.ResolvableType;

/**
 * Makes definitions from beans.
 *
 * @since 0.1
 */
public final class WorkflowDefinitions {

	private WorkflowDefinitions() {
	}

	/**
	 * Creates the definition of a bean.
	 * @param name the workflow's name
	 * @param bean the code, possibly a proxy
	 * @param userClass the class behind any proxy, whose type arguments tell the types of
	 * parameters and result
	 * @return the definition
	 * @throws WorkflowValidationException WF-3104 if the class does not tell its types,
	 * as a lambda does not; WF-3107 if the parameters' type cannot be made from JSON;
	 * WF-1104 if the name breaks its rule
	 */
	public static WorkflowDefinition of(String name, WorkflowEntrypoint<?, ?> bean, Class<?> userClass) {
		Names.workflow(name);
		ResolvableType entrypoint = ResolvableType.forClass(userClass).as(WorkflowEntrypoint.class);
		ResolvableType params = entrypoint.getGeneric(0);
		ResolvableType result = entrypoint.getGeneric(1);
		if (!ConcreteTypes.isKnown(params) || !ConcreteTypes.isKnown(result)) {
			throw new WorkflowValidationException("WF-3104",
					"workflow " + Names.quoted(name) + " (" + userClass.getName()
							+ ") does not tell the types of its parameters and its result; declare a class: class "
							+ "Purchase implements WorkflowEntrypoint<Purchase.Params, Boolean>");
		}
		String problem = problemOf(params.toClass());
		if (problem != null) {
			throw new WorkflowValidationException("WF-3107",
					"workflow " + Names.quoted(name) + " (" + userClass.getName() + ") has parameters of type "
							+ params.toClass().getName() + ", " + problem
							+ "; use a record, or JsonNode or Map where anything may come");
		}
		return new WorkflowDefinition(name, bean, userClass, ConcreteTypes.of(params), ConcreteTypes.of(result));
	}

	private static @Nullable String problemOf(Class<?> type) {
		if (type == Object.class) {
			return "which says nothing about them";
		}
		if (type.isPrimitive() || type.isArray() || type.isEnum() || isKnownToJson(type) || saysHow(type)) {
			return null;
		}
		if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
			return "which is " + (type.isInterface() ? "an interface" : "abstract") + " and cannot be made from JSON";
		}
		return needsOuterObject(type) ? "which is not static and cannot be made without its outer object" : null;
	}

	private static boolean needsOuterObject(Class<?> type) {
		return type.isMemberClass() && !Modifier.isStatic(type.getModifiers())
				|| type.isLocalClass() && !type.isRecord() || type.isAnonymousClass();
	}

	private static boolean isKnownToJson(Class<?> type) {
		return Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type)
				|| JsonNode.class.isAssignableFrom(type) || type == CharSequence.class || type == Number.class;
	}

	private static boolean saysHow(Class<?> type) {
		return type.isAnnotationPresent(JsonTypeInfo.class) || type.isAnnotationPresent(JsonSubTypes.class)
				|| type.isAnnotationPresent(JsonDeserialize.class);
	}

}
