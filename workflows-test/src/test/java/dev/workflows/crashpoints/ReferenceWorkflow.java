package dev.workflows.crashpoints;

import java.time.Duration;
import java.util.List;

import dev.workflows.StepFailedException;
import dev.workflows.StepOptions;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowStep;
import dev.workflows.WorkflowType;

/**
 * Everything that a workflow can do, once. With {@link #SHORT} as parameter, only its
 * first step.
 */
final class ReferenceWorkflow implements WorkflowEntrypoint<String, String> {

	static final WorkflowType<String, String> TYPE = WorkflowType.of("reference", String.class, String.class);

	static final String SHORT = "short";

	static final String FULL = "full";

	/** So short that it is waited for in memory. */
	static final Duration SHORT_SLEEP = Duration.ofMillis(90);

	/** So long that the thread is given back. */
	static final Duration LONG_SLEEP = Duration.ofMillis(610);

	/** How often the steps fail that do. */
	static final int FAILURES = 2;

	static final List<String> STEPS = List.of("RUN one", "RUN two", "RUN fails twice", "RUN fails for good",
			"SLEEP short", "SLEEP long", "RUN last");

	private final CrashNode node;

	private final Ledger ledger;

	ReferenceWorkflow(CrashNode node, Ledger ledger) {
		this.node = node;
		this.ledger = ledger;
	}

	static List<String> steps(String params) {
		return params.equals(FULL) ? STEPS : STEPS.subList(0, 1);
	}

	static String output(String params) {
		return params.equals(FULL) ? "one two third caught last" : "one";
	}

	@Override
	public String run(WorkflowEvent<String> event, WorkflowStep step) {
		String id = event.instanceId();
		String result = step.run("one", () -> body(step, id, "one"));
		if (event.payload().equals(SHORT)) {
			return result;
		}
		result += " " + step.run("two", () -> body(step, id, "two"));
		result += " " + step.run("fails twice", delays(5, Duration.ofMillis(430)), () -> {
			body(step, id, "fails twice");
			if (step.context().attempt() <= FAILURES) {
				throw new IllegalStateException("not yet");
			}
			return "third";
		});
		try {
			step.run("fails for good", delays(FAILURES - 1, Duration.ofMillis(70)).as(String.class), () -> {
				body(step, id, "fails for good");
				throw new IllegalStateException("never");
			});
		}
		catch (StepFailedException ex) {
			result += " caught";
		}
		step.sleep("short", SHORT_SLEEP);
		step.sleep("long", LONG_SLEEP);
		return result + " " + step.run("last", () -> body(step, id, "last"));
	}

	private static StepOptions delays(int retries, Duration delay) {
		return StepOptions.retries(retries).delay(delay).constant();
	}

	private String body(WorkflowStep step, String id, String name) {
		this.ledger.begin(this.node, id, name, step.context().attempt());
		return name;
	}

}
