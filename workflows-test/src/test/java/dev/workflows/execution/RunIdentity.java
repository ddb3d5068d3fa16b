package dev.workflows.execution;

import dev.workflows.WorkflowStep;
import dev.workflows.store.Claimed;

/**
 * Tells a simulated workflow under which claim it runs, which applications need not know.
 */
public final class RunIdentity {

	private RunIdentity() {
	}

	public static Claimed of(WorkflowStep step) {
		return ((ReplayingStep) step).run.claimed();
	}

}
