package dev.workflows.execution;

import dev.workflows.ErrorDetail;
import dev.workflows.InstanceStatus;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepRow;
import dev.workflows.store.Transition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the end of a run durable, in one commit.
 */
final class Settlement {

	private static final Logger logger = LoggerFactory.getLogger(Settlement.class);

	private final ExecutionServices services;

	Settlement(ExecutionServices services) {
		this.services = services;
	}

	RunEnd settle(ActiveRun run, Ending ending) {
		if (ending instanceof Ending.Suspend suspend) {
			CommitResult result = run.journal()
				.end(suspend.step(), suspend.attempt(), new Transition.Suspend(suspend.dueAt()));
			Long due = InstanceJournal.deadline(result);
			return InstanceJournal.isApplied(result) ? suspended(run, result, (due != null) ? due : suspend.dueAt())
					: refused(run, result);
		}
		if (ending instanceof Ending.Release release) {
			CommitResult result = run.journal().end(release.step(), release.attempt(), new Transition.Release());
			return InstanceJournal.isApplied(result) ? new RunEnd.Released() : refused(run, result);
		}
		if (ending instanceof Ending.Park park) {
			return fail(run, park.error());
		}
		return (ending instanceof Ending.Abandoned) ? new RunEnd.Abandoned() : lost(run);
	}

	private static RunEnd suspended(ActiveRun run, CommitResult result, @Nullable Long due) {
		long signal = (result instanceof CommitResult.Applied applied) ? applied.signal()
				: (result instanceof CommitResult.AlreadyApplied applied) ? applied.signal() : 0;
		if (signal > run.claimed().signal()) {
			return new RunEnd.Suspended(0);
		}
		return new RunEnd.Suspended((due != null) ? Math.max(0, run.journal().millisTo(due)) : Long.MAX_VALUE);
	}

	/** What was to be recorded with the end was not: adopt what is there, or stop. */
	private RunEnd refused(ActiveRun run, CommitResult result) {
		if (result instanceof CommitResult.Conflict conflict && conflict.existing().fence() == run.fence()) {
			StepRow existing = conflict.existing();
			return settle(run, (existing.endedAt() == null) ? new Ending.Suspend(null, null, existing.deadline())
					: new Ending.Release(null, null));
		}
		return (result instanceof CommitResult.Rejected rejected)
				? fail(run, StepFailures.rejected("the record of a wait", rejected.reason())) : lost(run);
	}

	RunEnd complete(ActiveRun run, String output) {
		CommitResult result = run.journal().end(null, null, new Transition.Complete(output));
		if (InstanceJournal.isApplied(result)) {
			this.services.listener().instanceEnded(run.workflow(), InstanceStatus.COMPLETE);
			return new RunEnd.Completed();
		}
		return (result instanceof CommitResult.Rejected rejected)
				? fail(run,
						StepFailures.of("WF-2204",
								"the database refuses the result of the workflow: " + rejected.reason(), null))
				: lost(run);
	}

	RunEnd fail(ActiveRun run, ErrorDetail error) {
		CommitResult result = fail(run, this.services.codec().encodeError(error));
		if (result instanceof CommitResult.Rejected rejected) {
			ErrorDetail instead = StepFailures.rejected("the error of the workflow", rejected.reason());
			result = fail(run, this.services.codec().encodeError(instead));
		}
		if (InstanceJournal.isApplied(result)) {
			logger.debug("Instance {} of workflow {} is errored: {}", run.id(), run.workflow(), error.name());
			this.services.listener().instanceEnded(run.workflow(), InstanceStatus.ERRORED);
			return new RunEnd.Failed();
		}
		if (result instanceof CommitResult.Rejected) {
			logger.error("The database refuses every end of instance {} of workflow {}", run.id(), run.workflow());
		}
		return lost(run);
	}

	private static CommitResult fail(ActiveRun run, String error) {
		return run.journal().end(null, null, new Transition.Fail(error));
	}

	private RunEnd lost(ActiveRun run) {
		this.services.listener().fenced(run.workflow());
		logger.warn("Instance {} of workflow {} is no longer owned by this node; its run under fence {} has stopped",
				run.id(), run.workflow(), run.fence());
		return new RunEnd.Lost();
	}

}
