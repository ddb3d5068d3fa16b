package dev.workflows.store;

/**
 * A wish of the application about one instance.
 *
 * @param verb what to do
 * @param workflow the workflow's name
 * @param id the instance's id
 * @since 0.1
 */
public record ControlRequest(Verb verb, String workflow, String id) {

	/**
	 * What can be done to an instance.
	 */
	public enum Verb {

		/**
		 * Ends it: any status that is not finished becomes {@code terminated}; fence + 1,
		 * no owner, not due.
		 */
		TERMINATE,

		/**
		 * Begins a new run from any status: run + 1, fence + 1, no owner, {@code queued},
		 * due at once, crash count 0, output, error, steps and attempts dropped.
		 */
		RESTART,

		/** Removes a finished instance with its steps and attempts. */
		DELETE

	}

}
