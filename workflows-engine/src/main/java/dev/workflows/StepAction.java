package dev.workflows;

import java.io.Serializable;

/**
 * The body of a step that has no result.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface StepAction extends Serializable {

	/**
	 * Does the work of one attempt.
	 * @throws Exception what makes the attempt fail
	 */
	void run() throws Exception;

}
