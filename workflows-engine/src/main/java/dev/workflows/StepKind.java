package dev.workflows;

/**
 * The kinds of verbs. Names of different kinds never share a key.
 *
 * @since 0.1
 */
public enum StepKind {

	/** {@link WorkflowStep#run}. */
	RUN,

	/** {@link WorkflowStep#sleep} and {@link WorkflowStep#sleepUntil}. */
	SLEEP

}
