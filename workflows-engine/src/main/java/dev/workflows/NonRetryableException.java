package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a step's body to say that another attempt is of no use. The step fails at
 * once, and the failure is recorded like any other.
 *
 * @since 0.1
 */
public class NonRetryableException extends RuntimeException {

	/**
	 * Creates the exception.
	 * @param message what is wrong, may be {@code null}
	 */
	public NonRetryableException(@Nullable String message) {
		super(message);
	}

	/**
	 * Creates the exception.
	 * @param message what is wrong, may be {@code null}
	 * @param cause the cause
	 */
	public NonRetryableException(@Nullable String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
