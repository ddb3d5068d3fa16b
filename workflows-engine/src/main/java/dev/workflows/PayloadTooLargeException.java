package dev.workflows;

/**
 * A payload is larger than its limit. Nothing has been stored.
 *
 * @since 0.1
 */
public class PayloadTooLargeException extends WorkflowValidationException {

	/**
	 * Creates the exception.
	 * @param code the stable code
	 * @param message the field, its size and the limit
	 */
	public PayloadTooLargeException(String code, String message) {
		super(code, message);
	}

}
