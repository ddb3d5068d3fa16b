package dev.workflows;

/**
 * The instance's state does not allow the operation. Nothing has been changed.
 *
 * @since 0.1
 */
public class InstanceStateException extends WorkflowException {

	/**
	 * Creates the exception.
	 * @param code the stable code
	 * @param operation what was asked for
	 * @param workflow the workflow's name
	 * @param id the id
	 * @param status the status that forbids it
	 */
	public InstanceStateException(String code, String operation, String workflow, String id, InstanceStatus status) {
		super(code, "cannot " + operation + " instance " + Names.quoted(id) + " of workflow " + Names.quoted(workflow)
				+ ": it is " + status, null);
	}

}
