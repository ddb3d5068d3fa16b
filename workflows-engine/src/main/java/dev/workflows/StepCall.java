package dev.workflows;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * The body of a step that has a result. It is {@link Serializable} only so that the
 * declared type of a lambda's result can be read; nothing is ever serialized.
 *
 * @param <T> the type of the result
 * @since 0.1
 */
@FunctionalInterface
public interface StepCall<T extends @Nullable Object> extends Serializable {

	/**
	 * Does the work of one attempt.
	 * @return the result, stored as JSON
	 * @throws Exception what makes the attempt fail
	 */
	T call() throws Exception;

}
