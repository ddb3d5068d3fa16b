package dev.workflows.store.jdbc;

import dev.workflows.WorkflowException;

/**
 * The tables are missing or of another version.
 *
 * @since 0.1
 */
public class SchemaException extends WorkflowException {

	/**
	 * Creates the exception.
	 * @param code the stable code
	 * @param message what is wrong and which script cures it
	 */
	public SchemaException(String code, String message) {
		super(code, message, null);
	}

	/**
	 * Creates the exception.
	 * @param code the stable code
	 * @param message what is wrong and which script cures it
	 * @param cause what the database said
	 */
	public SchemaException(String code, String message, Throwable cause) {
		super(code, message, cause);
	}

}
