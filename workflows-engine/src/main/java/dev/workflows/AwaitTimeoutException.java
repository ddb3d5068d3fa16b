package dev.workflows;

/**
 * The instance has not ended in the time that was given. It goes on.
 *
 * @since 0.1
 */
public class AwaitTimeoutException extends WorkflowException {

	/**
	 * Creates the exception.
	 * @param workflow the workflow's name
	 * @param id the id
	 * @param status the status when the time was over
	 */
	public AwaitTimeoutException(String workflow, String id, InstanceStatus status) {
		super("WF-1701", "instance " + Names.quoted(id) + " of workflow " + Names.quoted(workflow) + " is still "
				+ status + "; it goes on, wait again or look at its status", null);
	}

}
