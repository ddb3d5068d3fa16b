package dev.workflows.execution;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.workflows.ErrorDetail;
import dev.workflows.StepFailedException;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowException;
import dev.workflows.payload.PayloadUnreadableException;
import dev.workflows.payload.ResultTypes;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.store.Claimed;
import dev.workflows.store.History;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs claimed instances, each from its first line to its end or its next wait.
 *
 * @since 0.1
 */
public final class InstanceRunner {

	private static final Logger logger = LoggerFactory.getLogger(InstanceRunner.class);

	private final ExecutionServices services;

	private final Settlement settlement;

	private final ResultTypes types = new ResultTypes();

	private final AtomicBoolean warnedOfInterrupts = new AtomicBoolean();

	/**
	 * Creates a runner.
	 * @param services what it works with
	 */
	public InstanceRunner(ExecutionServices services) {
		this.services = services;
		this.settlement = new Settlement(services);
	}

	/**
	 * Prepares an activation. Cheap; executes no application code.
	 * @param claimed the instance
	 * @param history what is recorded of it
	 * @return the activation
	 */
	public ActiveRun prepare(Claimed claimed, History history) {
		return new ActiveRun(this.services, claimed, history);
	}

	/**
	 * Executes an activation on the calling thread and makes its outcome durable. Never
	 * throws.
	 * @param run the activation
	 * @return how it ended
	 */
	public RunEnd run(ActiveRun run) {
		MDC.put("workflow", run.workflow());
		MDC.put("instance", run.id());
		try {
			run.begin();
			return activate(run);
		}
		catch (Throwable ex) {
			// Never user code, which is caught where it is called. The row stays ours
			// until
			// the node finds that nothing runs for it.
			logger.error("Instance {} of workflow {} met an error of the engine; it will be taken up again", run.id(),
					run.workflow(), ex);
			run.lose();
			return new RunEnd.Lost();
		}
		finally {
			run.end();
			MDC.remove("workflow");
			MDC.remove("instance");
		}
	}

	private RunEnd activate(ActiveRun run) {
		if (run.ending() != null) {
			return this.settlement.settle(run, run.ending());
		}
		if (!run.journal().load()) {
			run.close(new Ending.Lost());
			return this.settlement.settle(run, new Ending.Lost());
		}
		WorkflowDefinition definition = this.services.registry().get(run.workflow());
		Object params;
		try {
			params = this.services.codec().decode("params", run.claimed().params(), definition.paramsType());
		}
		catch (PayloadUnreadableException ex) {
			return this.settlement.settle(run, new Ending.Park(StepFailures.unreadable(ex)));
		}
		Outcome outcome = execute(run, definition, params);
		run.end();
		Ending ending = run.ending();
		if (ending != null) {
			warnIfSwallowed(run, outcome);
			return this.settlement.settle(run, ending);
		}
		return (outcome.error() != null) ? this.settlement.fail(run, describe(outcome.error()))
				: complete(run, outcome.result());
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // the types were read from the class
													// itself
	private Outcome execute(ActiveRun run, WorkflowDefinition definition, @Nullable Object params) {
		WorkflowEntrypoint<@Nullable Object, @Nullable Object> code = (WorkflowEntrypoint<@Nullable Object, @Nullable Object>) definition
			.entrypoint();
		WorkflowEvent<@Nullable Object> event = new WorkflowEvent<>(params,
				Instant.ofEpochMilli(run.claimed().createdAt()), run.id(), run.workflow());
		ReplayingStep step = new ReplayingStep(run, this.types, definition.type());
		run.window().enter();
		try {
			return new Outcome(code.run(event, step), null);
		}
		catch (Throwable ex) {
			return new Outcome(null, ex);
		}
		finally {
			run.window().leave();
		}
	}

	/**
	 * Asked to leave twice means that the first time was caught, or came to a finally.
	 */
	private void warnIfSwallowed(ActiveRun run, Outcome outcome) {
		if (run.signalled() > 1 || (run.signalled() == 1 && !(outcome.error() instanceof SuspendSignal))) {
			this.services.listener().suspensionSwallowed(run.workflow());
			logger
				.warn("The code of workflow {} (instance {}) caught the error by which a waiting verb leaves it, or uses"
						+ " a verb in a finally block; what it did after the wait began will be done again. Catch Exception,"
						+ " not Throwable or Error, and let finally blocks neither return nor use verbs",
						run.workflow(), run.id());
		}
	}

	private ErrorDetail describe(Throwable error) {
		return (error instanceof StepFailedException failed) ? failed.error() : this.services.codec().describe(error);
	}

	private RunEnd complete(ActiveRun run, @Nullable Object result) {
		String output;
		try {
			output = this.services.codec().encode("result of the workflow", result);
		}
		catch (WorkflowException ex) {
			return this.settlement.fail(run, StepFailures.of("WF-2204",
					"the result of the workflow cannot be stored: " + ex.getMessage(), null));
		}
		catch (Throwable ex) {
			return this.settlement.fail(run, StepFailures.of("WF-2204", "the result of the workflow cannot be stored",
					this.services.codec().describe(ex)));
		}
		return this.settlement.complete(run, output);
	}

	/**
	 * Looks after an activation whose {@link ActiveRun#nextWatchNanos} has come: shows a
	 * long body as running, interrupts a body that is out of time. Never blocks.
	 * @param run the activation
	 * @return whether the body has ignored the interrupt for so long that
	 * {@link #abandon} must be called; said once
	 */
	public boolean watch(ActiveRun run) {
		Watch watch = run.watch();
		return watch != null && watch.look(this.services.clock().nanoTime(), (stay) -> {
			if (this.services.interruptible()) {
				run.window().interrupt(stay);
			}
			else if (this.warnedOfInterrupts.compareAndSet(false, true)) {
				logger
					.warn("A step of workflow {} is out of time and is not interrupted, as an interrupt could close the"
							+ " database; its late result will be refused. For an H2 file, put 'async:' into the URL:"
							+ " jdbc:h2:async:...", run.workflow());
			}
		});
	}

	/**
	 * Gives up the thread of an activation whose body is out of time and does not end:
	 * records the attempt and lets the instance wait for the next one, or go on
	 * elsewhere. Never throws. The activation's {@link #run} answers
	 * {@link RunEnd.Abandoned} whenever its body ends; if it has ended meanwhile, this
	 * method does nothing and answers that itself.
	 * @param run the activation
	 * @return how it ended
	 */
	public RunEnd abandon(ActiveRun run) {
		try {
			Watch watch = run.watch();
			Supplier<Ending> abandonment = (watch != null) ? watch.abandon() : null;
			if (abandonment == null) {
				return new RunEnd.Abandoned();
			}
			this.services.listener().attemptAbandoned(run.workflow());
			logger.warn("A step of workflow {} (instance {}) does not end although it is out of time and was asked to;"
					+ " its thread is given up", run.workflow(), run.id());
			Ending ending = run.close(new Ending.Abandoned()) ? abandonment.get() : new Ending.Lost();
			return this.settlement.settle(run, ending);
		}
		catch (Throwable ex) {
			logger.error("Instance {} of workflow {} met an error of the engine; it will be taken up again", run.id(),
					run.workflow(), ex);
			return new RunEnd.Lost();
		}
	}

	/**
	 * How the workflow's code ended.
	 *
	 * @param result what it returned
	 * @param error what it threw, or {@code null}
	 */
	private record Outcome(@Nullable Object result, @Nullable Throwable error) {
	}

}
