package dev.workflows;

/**
 * A step failed for good, and its last attempt had run out of time.
 *
 * @since 0.1
 */
public class StepTimeoutException extends StepFailedException {

	/**
	 * Creates the exception.
	 * @param step the step's name
	 * @param error the recorded time-out
	 */
	public StepTimeoutException(String step, ErrorDetail error) {
		super(step, error);
	}

}
