package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of the engine. The message says what happened and what to
 * do.
 *
 * @since 0.1
 */
public abstract class WorkflowException extends RuntimeException {

	private final String code;

	/**
	 * Creates the exception.
	 * @param code the stable code, {@code WF-} and four digits
	 * @param message what happened and what to do
	 * @param cause the cause, or {@code null}
	 */
	protected WorkflowException(String code, String message, @Nullable Throwable cause) {
		super(code + ": " + message, cause);
		this.code = code;
	}

	/**
	 * Returns the stable code.
	 * @return {@code WF-} and four digits
	 */
	public String code() {
		return this.code;
	}

}
