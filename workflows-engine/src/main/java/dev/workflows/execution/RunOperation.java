package dev.workflows.execution;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;

import dev.workflows.ErrorDetail;
import dev.workflows.Names;
import dev.workflows.RetryDelay;
import dev.workflows.StepContext;
import dev.workflows.StepKind;
import dev.workflows.StepOptions;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowValidationException;
import dev.workflows.observation.EngineListener.Outcome;
import dev.workflows.payload.PayloadUnreadableException;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import org.jspecify.annotations.Nullable;

/**
 * One use of {@code run}: answers from the record, or tries the body until its end is
 * recorded.
 */
final class RunOperation {

	private static final long DELAY_FUNCTION_MILLIS = 5_000;

	private final ActiveRun run;

	private final ExecutionServices services;

	private final InstanceJournal journal;

	private final Waits waits;

	private final String name;

	private final StepOptions options;

	private final Type type;

	private final UserCode.Body body;

	RunOperation(ActiveRun run, String name, StepOptions options, Type type, UserCode.Body body) {
		this.run = run;
		this.services = run.services();
		this.journal = run.journal();
		this.waits = new Waits(run);
		this.name = name;
		this.options = options;
		this.type = type;
		this.body = body;
	}

	@Nullable Object execute() throws Exception {
		StepKey key = this.journal.next(StepKind.RUN, this.name);
		StepRow recorded = this.journal.take(key);
		return (recorded != null) ? replay(recorded) : first(key);
	}

	private @Nullable Object replay(StepRow row) throws Exception {
		if (!Boolean.TRUE.equals(row.success())) {
			String error = row.error();
			ErrorDetail detail = this.services.codec().decodeError((error != null) ? error : "null");
			throw StepFailures.toThrow(this.name, detail, this.options);
		}
		try {
			return this.services.codec().decode(field(), row.output(), this.type);
		}
		catch (PayloadUnreadableException ex) {
			throw this.run.leave(new Ending.Park(StepFailures.unreadable(ex)));
		}
	}

	private String field() {
		return "result of step " + Names.quoted(this.name);
	}

	private @Nullable Object first(StepKey key) throws Exception {
		StepSettings current = StepSettings.of(this.options, this.services.settings());
		this.journal.requireStepLeft();
		List<AttemptRow> rows = this.journal.takeAttempts(key);
		StepAttempts attempts = new StepAttempts(this.journal, key, rows, current);
		AttemptRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
		if (last != null && last.endedAt() != null && last.retryAt() != null) {
			this.waits.until(last.retryAt());
		}
		if (attempts.wasCutOff()) {
			ErrorDetail error = StepFailures.cutOff(attempts.number());
			Failure failure = new Failure(error, StepFailures.toThrow(this.name, error, StepOptions.defaults()), true);
			StepRow end = failed(attempts, failure, 0);
			if (end != null) {
				return replay(end);
			}
		}
		return attempt(attempts);
	}

	private @Nullable Object attempt(StepAttempts attempts) throws Exception {
		while (true) {
			prepare(attempts);
			UserCode.Outcome outcome = new UserCode(this.run, attempts.settings().timeout()).execute(this.body,
					context(attempts), attempts.isBegun() ? null : () -> attempts.show(showAfterMillis()),
					() -> abandonment(attempts));
			Failure failure;
			if (outcome.error() == null && !outcome.late()) {
				Success success = new Success(outcome);
				failure = success.prepare();
				if (failure == null) {
					CommitResult result = this.journal.record(attempts.succeeded(success.json, outcome.millis()), null);
					if (InstanceJournal.isApplied(result)) {
						listen(Outcome.SUCCEEDED, outcome.nanos());
						return success.decoded;
					}
					if (!(result instanceof CommitResult.Rejected rejected)) {
						return replay(this.waits.adopt(result, field()));
					}
					ErrorDetail error = StepFailures.rejected(field(), rejected.reason());
					failure = new Failure(error, StepFailures.toThrow(this.name, error, StepOptions.defaults()), false);
				}
			}
			else {
				failure = failure(attempts, outcome);
			}
			listen(outcome.late() ? Outcome.TIMED_OUT : Outcome.FAILED, outcome.nanos());
			StepRow end = failed(attempts, failure, outcome.millis());
			if (end != null) {
				return replay(end);
			}
		}
	}

	private long showAfterMillis() {
		return this.services.settings().showRunningAfter().toMillis();
	}

	private void listen(Outcome outcome, long nanos) {
		this.services.listener().attemptEnded(this.run.workflow(), outcome, nanos);
	}

	/** Nothing begins that is to be handed over, or whose lease is in doubt. */
	private void prepare(StepAttempts attempts) {
		this.run.checkpoint();
		if (!this.services.node().awaitLease()) {
			throw this.run.leave(new Ending.Lost());
		}
		this.run.checkpoint();
		if (this.journal.isCareful() && !attempts.isBegun()) {
			CommitResult result = attempts.begin();
			if (!InstanceJournal.isApplied(result)) {
				this.waits.adopt(result, "an attempt");
				throw this.run.leave(new Ending.Lost());
			}
		}
	}

	private StepContext context(StepAttempts attempts) {
		return new StepContext(this.name, attempts.key().count(), attempts.number(),
				attempts.settings().options(this.options), IdempotencyKey.of(this.run.claimed(), attempts.key()));
	}

	private Failure failure(StepAttempts attempts, UserCode.Outcome outcome) {
		Throwable error = outcome.error();
		if (outcome.late() || error == null) {
			ErrorDetail detail = StepFailures.timedOut(attempts.settings().timeout());
			return new Failure(detail, StepFailures.toThrow(this.name, detail, StepOptions.defaults()), true);
		}
		return new Failure(this.services.codec().describe(error), error, StepFailures.isRetryable(error));
	}

	/**
	 * Records that an attempt has failed, and waits for the next one.
	 * @return the recorded end if there is no next one, otherwise {@code null}
	 */
	private @Nullable StepRow failed(StepAttempts attempts, Failure failure, long millis) {
		String error = this.services.codec().encodeError(failure.detail());
		StepSettings settings = attempts.settings();
		if (!failure.retryable() || attempts.number() > settings.limit()) {
			return exhausted(attempts, error, error, millis);
		}
		Long base = settings.delay();
		RetryDelay function = this.options.delayFunction();
		if (base == null && function != null) {
			Object answer = ask(function, attempts, failure, millis);
			if (answer instanceof String problem) {
				ErrorDetail detail = StepFailures.badDelay(Names.quoted(this.name), problem, failure.detail());
				return exhausted(attempts, this.services.codec().encodeError(detail), error, millis);
			}
			base = (Long) answer;
		}
		long from = (base != null) ? base : fallbackDelay();
		long delay = settings.delayAfter(attempts.number(), from, this.services.ids().chance());
		if (!this.waits.isShort(delay)) {
			throw this.run.leave(new Ending.Suspend(null, attempts.failed(error, millis, delay), null));
		}
		CommitResult result = this.journal.record(null, attempts.failed(error, millis, delay));
		if (!InstanceJournal.isApplied(result)) {
			return this.waits.adopt(result, "the error of an attempt");
		}
		Long deadline = InstanceJournal.deadline(result);
		attempts.next(this.journal.now() - millis);
		this.waits.until((deadline != null) ? deadline : this.journal.now() + delay - this.run.claimed().pausedTotal());
		return null;
	}

	private long fallbackDelay() {
		return StepSettings.millis(this.services.settings().steps().delay());
	}

	/**
	 * Asks the application for a delay.
	 * @return the delay in ms, or as text what is wrong with the answer
	 */
	private Object ask(RetryDelay function, StepAttempts attempts, Failure failure, long millis) {
		UserCode.Outcome outcome = new UserCode(this.run, DELAY_FUNCTION_MILLIS)
			.execute(() -> function.delayAfter(attempts.number(), failure.error()), null, null, () -> {
				ErrorDetail detail = StepFailures.badDelay(Names.quoted(this.name), tooSlow(), failure.detail());
				return new Ending.Release(attempts.ended(this.services.codec().encodeError(detail), millis),
						attempts.failed(this.services.codec().encodeError(failure.detail()), millis, null));
			});
		if (outcome.late()) {
			return tooSlow();
		}
		if (outcome.error() != null) {
			return "threw " + outcome.error().getClass().getName();
		}
		if (outcome.value() instanceof Duration delay && !delay.isNegative()
				&& delay.compareTo(Duration.ofDays(365)) <= 0) {
			return StepSettings.millis(delay);
		}
		return "returned " + outcome.value() + "; a duration of 0 to 365 days is expected";
	}

	private static String tooSlow() {
		return "did not return within 5 seconds";
	}

	/** Records the end of a step that has failed for good. */
	private StepRow exhausted(StepAttempts attempts, String stepError, String attemptError, long millis) {
		var end = attempts.ended(stepError, millis);
		CommitResult result = this.journal.record(end, attempts.failed(attemptError, millis, null));
		if (!InstanceJournal.isApplied(result)) {
			return this.waits.adopt(result, "the error of step " + Names.quoted(this.name));
		}
		return new StepRow(end.key(), end.seq(), null, 0, 0L, false, null, null, stepError, end.attempt(), null,
				this.run.fence(), this.run.key());
	}

	/** What becomes of the run when the body ignores that its time is over. */
	private Ending abandonment(StepAttempts attempts) {
		StepSettings settings = attempts.settings();
		String error = this.services.codec().encodeError(StepFailures.timedOut(settings.timeout()));
		long millis = settings.timeout();
		listen(Outcome.TIMED_OUT, millis * 1_000_000);
		if (attempts.number() > settings.limit()) {
			return new Ending.Release(attempts.ended(error, millis), attempts.failed(error, millis, null));
		}
		// The delay function is not asked: the body that it may share state with still
		// runs.
		long base = (settings.delay() != null) ? settings.delay() : fallbackDelay();
		long delay = settings.delayAfter(attempts.number(), base, this.services.ids().chance());
		return new Ending.Suspend(null, attempts.failed(error, millis, delay), null);
	}

	/**
	 * Why an attempt failed.
	 *
	 * @param detail the error as it is stored
	 * @param error the error as a delay function sees it
	 * @param retryable whether another attempt may help
	 */
	private record Failure(ErrorDetail detail, Throwable error, boolean retryable) {
	}

	/** A result on its way to the record. */
	private final class Success {

		private final UserCode.Outcome outcome;

		private @Nullable String json;

		private @Nullable Object decoded;

		Success(UserCode.Outcome outcome) {
			this.outcome = outcome;
		}

		/** Encodes the result, and decodes it again, as that is what the caller gets. */
		@Nullable Failure prepare() {
			try {
				if (RunOperation.this.type == void.class) {
					return null;
				}
				String encoded = RunOperation.this.services.codec().encode(field(), this.outcome.value());
				RunOperation.this.journal.requireRoomFor(RunOperation.this.services.codec().size(encoded));
				this.decoded = RunOperation.this.services.codec().decode(field(), encoded, RunOperation.this.type);
				this.json = encoded;
				return null;
			}
			catch (PayloadUnreadableException ex) {
				return notReadable(ex);
			}
			catch (WorkflowException ex) {
				return new Failure(RunOperation.this.services.codec().describe(ex), ex, false);
			}
			catch (Throwable ex) {
				return new Failure(RunOperation.this.services.codec().describe(ex), ex, StepFailures.isRetryable(ex));
			}
		}

		private Failure notReadable(PayloadUnreadableException error) {
			WorkflowValidationException ex = new WorkflowValidationException("WF-2203",
					field() + " does not survive being stored: " + error.getMessage());
			return new Failure(RunOperation.this.services.codec().describe(ex), ex, false);
		}

	}

}
