package dev.workflows;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Names a generic type: {@code new TypeRef<List<Cart>>() {}}.
 *
 * @param <T> the type
 * @since 0.1
 */
public abstract class TypeRef<T> {

	private final Type type;

	/**
	 * Reads the type argument of the anonymous subclass.
	 * @throws WorkflowValidationException if there is no type argument
	 */
	protected TypeRef() {
		if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)) {
			throw new WorkflowValidationException("WF-2104",
					"TypeRef needs a type argument: new TypeRef<List<Cart>>() {}");
		}
		this.type = parameterized.getActualTypeArguments()[0];
	}

	/**
	 * Returns the type.
	 * @return the type
	 */
	public final Type type() {
		return this.type;
	}

}
