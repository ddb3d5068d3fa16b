package dev.workflows;

/**
 * A step failed for good. What it failed with is kept as data; the exception itself is
 * not rebuilt, so that a first run and a replay see the same.
 *
 * @since 0.1
 */
public class StepFailedException extends WorkflowException {

	private final String step;

	private final ErrorDetail error;

	/**
	 * Creates the exception.
	 * @param step the step's name
	 * @param error what the last attempt failed with
	 */
	public StepFailedException(String step, ErrorDetail error) {
		super((error.code() != null) ? error.code() : "WF-2001", "step " + Names.quoted(step) + " failed: "
				+ error.name() + ((error.message() != null) ? ": " + error.message() : ""), null);
		this.step = step;
		this.error = error;
	}

	/**
	 * Returns the step's name.
	 * @return the name
	 */
	public String step() {
		return this.step;
	}

	/**
	 * Returns what the last attempt failed with.
	 * @return the error
	 */
	public ErrorDetail error() {
		return this.error;
	}

	/**
	 * Returns whether the error, or one of its causes, was of a type.
	 * @param type the type or a superclass of it
	 * @return whether it was
	 */
	public boolean isCausedBy(Class<? extends Throwable> type) {
		return this.error.isCausedBy(type);
	}

}
