package dev.workflows;

/**
 * The id is in use.
 *
 * @since 0.1
 */
public class InstanceAlreadyExistsException extends WorkflowException {

	/**
	 * Creates the exception.
	 * @param workflow the workflow's name
	 * @param id the id
	 * @param sameParams whether the existing instance has the same parameters
	 */
	public InstanceAlreadyExistsException(String workflow, String id, boolean sameParams) {
		super("WF-1409", "workflow " + Names.quoted(workflow) + " already has an instance " + Names.quoted(id)
				+ (sameParams ? "" : " with different params") + "; restart it, or use a new id", null);
	}

}
