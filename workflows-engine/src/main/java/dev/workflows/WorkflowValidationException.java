package dev.workflows;

/**
 * An input breaks a rule. Nothing has been stored.
 *
 * @since 0.1
 */
public class WorkflowValidationException extends WorkflowException {

	/**
	 * Creates the exception.
	 * @param code the stable code
	 * @param message the field, the rule and the cure
	 */
	public WorkflowValidationException(String code, String message) {
		super(code, message, null);
	}

}
