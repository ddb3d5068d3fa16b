package dev.workflows.autoconfigure.app;

import dev.workflows.Workflow;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowStep;

/**
 * A workflow of a few lines.
 */
@Workflow("greeting")
public class Greeting implements WorkflowEntrypoint<String, String> {

	@Override
	public String run(WorkflowEvent<String> event, WorkflowStep step) {
		return step.run("greet", () -> "Hello " + event.payload());
	}

}
