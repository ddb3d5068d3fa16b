package dev.workflows.payload;

import dev.workflows.WorkflowValidationException;

/**
 * Stored or given JSON does not fit the type that is asked for. Names the field, the type
 * and the path, never a value.
 *
 * @since 0.1
 */
public class PayloadUnreadableException extends WorkflowValidationException {

	/**
	 * Creates the exception.
	 * @param message the field, the type and the path
	 */
	public PayloadUnreadableException(String message) {
		super("WF-2206", message);
	}

}
