package dev.workflows.execution;

import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;

import dev.workflows.Durations;
import dev.workflows.Names;
import dev.workflows.StepAction;
import dev.workflows.StepCall;
import dev.workflows.StepContext;
import dev.workflows.StepOptions;
import dev.workflows.WorkflowStep;
import dev.workflows.WorkflowValidationException;
import dev.workflows.payload.ResultTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verbs as a workflow's code sees them. Guards who calls, then lets one operation
 * answer; application code is left and entered here, so that an interrupt never meets the
 * engine.
 */
final class ReplayingStep implements WorkflowStep {

	final ActiveRun run;

	private final ResultTypes types;

	private final Logger logger;

	ReplayingStep(ActiveRun run, ResultTypes types, Class<?> workflow) {
		this.run = run;
		this.types = types;
		this.logger = new ReplayLogger(LoggerFactory.getLogger(workflow), run.journal());
	}

	@Override
	public <T extends @Nullable Object> T run(String name, StepCall<T> call) {
		return run(name, StepOptions.defaults(), call);
	}

	@Override
	@SuppressWarnings({ "unchecked", "NullAway" }) // the type was read from the call
													// itself
	public <T extends @Nullable Object> T run(String name, StepOptions options, StepCall<T> call) {
		return (T) verb(() -> {
			requireStep(name, options, call);
			Type type = this.types.of(name, options.returning(), call);
			return new RunOperation(this.run, name, options, type, call::call).execute();
		});
	}

	@Override
	public void run(String name, StepAction action) {
		run(name, StepOptions.defaults(), action);
	}

	@Override
	public void run(String name, StepOptions options, StepAction action) {
		verb(() -> {
			requireStep(name, options, action);
			return new RunOperation(this.run, name, options, void.class, () -> {
				action.run();
				return null;
			}).execute();
		});
	}

	@Override
	public void sleep(String name, Duration duration) {
		verb(() -> {
			Names.step(name);
			if (duration == null) {
				throw new WorkflowValidationException("WF-2307",
						"the time of sleep " + Names.quoted(name) + " must be given, but is null");
			}
			new SleepOperation(this.run, name).execute(duration, null);
			return null;
		});
	}

	@Override
	public void sleep(String name, String duration) {
		verb(() -> {
			Names.step(name);
			new SleepOperation(this.run, name).execute(Durations.parse(duration), null);
			return null;
		});
	}

	@Override
	public void sleepUntil(String name, Instant instant) {
		verb(() -> {
			Names.step(name);
			new SleepOperation(this.run, name).execute(null, instant);
			return null;
		});
	}

	@Override
	public StepContext context() {
		requireOwnThread();
		StepContext context = this.run.context();
		if (context == null) {
			throw new StepUsageException("WF-2110", "there is no context here; call context() in the body of a step");
		}
		return context;
	}

	@Override
	public boolean isReplaying() {
		return this.run.journal().isReplaying();
	}

	@Override
	public Logger logger() {
		return this.logger;
	}

	private static void requireStep(String name, @Nullable StepOptions options, @Nullable Object callback) {
		Names.step(name);
		if (callback == null) {
			throw new WorkflowValidationException("WF-2102", "step " + Names.quoted(name) + " needs a body, not null");
		}
		if (options == null) {
			throw new WorkflowValidationException("WF-2103",
					"the options of step " + Names.quoted(name) + " must not be null; leave them out for the defaults");
		}
	}

	private @Nullable Object verb(UserCode.Body operation) {
		requireOwnThread();
		if (this.run.isInUserCode()) {
			throw new StepUsageException("WF-2107", "a verb is used inside the body of a step, where it would be"
					+ " remembered without the step; use it before or after");
		}
		this.run.window().leave();
		try {
			this.run.checkpoint();
			return operation.call();
		}
		catch (Exception ex) {
			throw ReplayingStep.<RuntimeException>unchecked(ex);
		}
		finally {
			this.run.window().enter();
		}
	}

	/** An exception that the options ask for may be a checked one. */
	@SuppressWarnings("unchecked")
	private static <E extends Exception> E unchecked(Exception exception) throws E {
		throw (E) exception;
	}

	private void requireOwnThread() {
		if (this.run.hasEnded()) {
			throw new StepUsageException("WF-2109", "the run has ended; do not keep the step object");
		}
		if (!this.run.isRunBy(this.run.services().threads().current())) {
			throw new StepUsageException("WF-2108",
					"a verb is used on another thread; only the thread that runs the workflow may, so that what is"
							+ " remembered does not depend on timing");
		}
	}

}
