package dev.workflows;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * Names a workflow together with the types of its parameters and its result, so that code
 * which starts it needs no access to its class.
 *
 * @param <P> the type of the parameters
 * @param <R> the type of the result
 * @param name the workflow's name
 * @param paramsType the type of the parameters
 * @param resultType the type of the result
 * @since 0.1
 */
public record WorkflowType<P extends @Nullable Object, R extends @Nullable Object>(String name, Type paramsType,
		Type resultType) {

	public WorkflowType {
		Names.workflow(name);
	}

	/**
	 * Creates a type from classes.
	 * @param <P> the type of the parameters
	 * @param <R> the type of the result
	 * @param name the workflow's name
	 * @param paramsType the class of the parameters
	 * @param resultType the class of the result
	 * @return the type
	 */
	public static <P, R> WorkflowType<P, R> of(String name, Class<P> paramsType, Class<R> resultType) {
		return new WorkflowType<>(name, paramsType, resultType);
	}

	/**
	 * Creates a type from generic types.
	 * @param <P> the type of the parameters
	 * @param <R> the type of the result
	 * @param name the workflow's name
	 * @param paramsType the type of the parameters
	 * @param resultType the type of the result
	 * @return the type
	 */
	public static <P, R> WorkflowType<P, R> of(String name, TypeRef<P> paramsType, TypeRef<R> resultType) {
		return new WorkflowType<>(name, paramsType.type(), resultType.type());
	}

}
