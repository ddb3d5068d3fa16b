package dev.workflows;

/**
 * There is no such instance.
 *
 * @since 0.1
 */
public class InstanceNotFoundException extends WorkflowException {

	/**
	 * Creates the exception.
	 * @param workflow the workflow's name
	 * @param id the id
	 */
	public InstanceNotFoundException(String workflow, String id) {
		super("WF-1405", "workflow " + Names.quoted(workflow) + " has no instance " + Names.quoted(id), null);
	}

}
