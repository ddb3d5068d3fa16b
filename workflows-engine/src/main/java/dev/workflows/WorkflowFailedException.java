package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The awaited instance ended without a result.
 *
 * @since 0.1
 */
public class WorkflowFailedException extends WorkflowException {

	private final InstanceStatus status;

	private final @Nullable ErrorDetail error;

	/**
	 * Creates the exception.
	 * @param workflow the workflow's name
	 * @param id the id
	 * @param status errored or terminated
	 * @param error what it ended with, or {@code null}
	 */
	public WorkflowFailedException(String workflow, String id, InstanceStatus status, @Nullable ErrorDetail error) {
		super("WF-1702", "instance " + Names.quoted(id) + " of workflow " + Names.quoted(workflow) + " is " + status
				+ ((error != null) ? ": " + error.name() : ""), null);
		this.status = status;
		this.error = error;
	}

	/**
	 * Returns how it ended.
	 * @return errored or terminated
	 */
	public InstanceStatus status() {
		return this.status;
	}

	/**
	 * Returns what it ended with.
	 * @return the error, or {@code null}
	 */
	public @Nullable ErrorDetail error() {
		return this.error;
	}

}
