package dev.workflows;

/**
 * No workflow of that name or class is registered here.
 *
 * @since 0.1
 */
public class WorkflowNotFoundException extends WorkflowException {

	/**
	 * Creates the exception.
	 * @param workflow the name or class that was asked for
	 */
	public WorkflowNotFoundException(String workflow) {
		super("WF-1404", "workflow " + Names.quoted(workflow) + " is not registered here; is its class a bean"
				+ " annotated with @Workflow?", null);
	}

}
