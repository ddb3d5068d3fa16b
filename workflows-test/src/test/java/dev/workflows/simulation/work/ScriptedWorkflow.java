package dev.workflows.simulation.work;

import java.time.Duration;

import dev.workflows.StepContext;
import dev.workflows.StepFailedException;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowStep;
import dev.workflows.execution.RunIdentity;
import dev.workflows.simulation.work.Ledger.Entry;
import dev.workflows.simulation.world.World;
import dev.workflows.store.Claimed;

/**
 * Does what its script says, and lets each verb's answer depend on all answers before.
 */
public final class ScriptedWorkflow implements WorkflowEntrypoint<String, String> {

	public static final String SCRIPTED = "as the script says";

	private static final long MILLI = 1_000_000;

	private final World world;

	private final Ledger ledger;

	public ScriptedWorkflow(World world, Ledger ledger) {
		this.world = world;
		this.ledger = ledger;
	}

	@Override
	public String run(WorkflowEvent<String> event, WorkflowStep step) {
		Claimed run = RunIdentity.of(step);
		String previous = Values.START;
		for (Op op : Script.of(Long.parseLong(event.payload())).ops()) {
			this.world.yield();
			previous = op.isSleep() ? sleep(op, event, step, previous) : execute(op, run, step, previous);
		}
		return previous;
	}

	private String sleep(Op op, WorkflowEvent<String> event, WorkflowStep step, String previous) {
		switch (op.kind()) {
			case SLEEP_UNTIL -> step.sleepUntil(op.key().name(), event.timestamp().plusMillis(op.millis()));
			case SWALLOWED -> {
				try {
					step.sleep(op.key().name(), Duration.ofMillis(op.millis()));
				}
				catch (Throwable ex) {
					// What users should not do. The next verb must not go on all the
					// same.
				}
			}
			default -> step.sleep(op.key().name(), Duration.ofMillis(op.millis()));
		}
		return Values.slept(op.key(), previous);
	}

	private String execute(Op op, Claimed run, WorkflowStep step, String previous) {
		try {
			return step.run(op.key().name(), op.options().as(String.class),
					() -> body(op, run, step.context(), previous));
		}
		catch (StepFailedException ex) {
			if (op.kind() != Op.Kind.CAUGHT) {
				throw ex;
			}
			return Values.failed(op.key(), previous);
		}
	}

	private String body(Op op, Claimed run, StepContext context, String previous) throws InterruptedException {
		Entry entry = this.ledger.begin(run, op.key(), context.attempt(), previous, context.idempotencyKey());
		boolean fails = op.fails(context.attempt());
		if (fails && op.kind() == Op.Kind.OVERTIME) {
			this.world.sleep(2 * Op.TIMEOUT * MILLI);
		}
		else if (fails && op.kind() == Op.Kind.DEAF) {
			this.world.pause((2 * Op.TIMEOUT + op.millis()) * MILLI);
		}
		else {
			this.world.sleep(op.millis() * MILLI);
			if (fails) {
				throw new ScriptedException();
			}
		}
		String output = Values.output(run.key(), op.key(), previous, entry.nonce());
		this.ledger.end(entry, output);
		return output;
	}

	private static final class ScriptedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		ScriptedException() {
			super(SCRIPTED, null, false, false);
		}

	}

}
