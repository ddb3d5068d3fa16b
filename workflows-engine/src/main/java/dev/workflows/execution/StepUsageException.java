package dev.workflows.execution;

/**
 * A verb was used where it must not be. Another attempt would do the same again.
 */
final class StepUsageException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	StepUsageException(String code, String message) {
		super(code + ": " + message);
	}

}
