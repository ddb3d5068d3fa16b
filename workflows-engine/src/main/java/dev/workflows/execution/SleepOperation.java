package dev.workflows.execution;

import java.time.Duration;
import java.time.Instant;

import dev.workflows.Names;
import dev.workflows.StepKind;
import dev.workflows.WorkflowValidationException;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import org.jspecify.annotations.Nullable;

/**
 * A durable wait. Its deadline is stored once; what the code says on a replay does not
 * matter.
 */
final class SleepOperation {

	private final ActiveRun run;

	private final InstanceJournal journal;

	private final Waits waits;

	private final String name;

	SleepOperation(ActiveRun run, String name) {
		this.run = run;
		this.journal = run.journal();
		this.waits = new Waits(run);
		this.name = name;
	}

	void execute(@Nullable Duration duration, @Nullable Instant until) {
		StepKey key = this.journal.next(StepKind.SLEEP, this.name);
		StepRow recorded = this.journal.take(key);
		if (recorded != null) {
			replay(recorded);
		}
		else {
			first(key, duration, until);
		}
	}

	private void first(StepKey key, @Nullable Duration duration, @Nullable Instant until) {
		Long millis = (duration != null) ? lengthOf(duration) : null;
		Long end = (millis == null) ? endOf(until) : null;
		StepWrite.SleepBegun begun = new StepWrite.SleepBegun(key, this.journal.nextSeq(), millis, end);
		long left = (millis != null) ? millis : (end != null) ? end - this.journal.now() : 0;
		if (!this.waits.isShort(left)) {
			throw this.run.leave(new Ending.Suspend(begun, null, null));
		}
		CommitResult result = this.journal.record(begun, null);
		if (InstanceJournal.isApplied(result)) {
			Long deadline = InstanceJournal.deadline(result);
			this.waits.until((deadline != null) ? deadline : this.journal.now() + left);
			this.journal.finish(key);
		}
		else {
			replay(this.waits.adopt(result, "a sleep"));
		}
	}

	private void replay(StepRow row) {
		if (row.endedAt() == null) {
			if (row.deadline() != null) {
				this.waits.until(row.deadline());
			}
			this.journal.finish(row.key());
		}
	}

	private long lengthOf(Duration duration) {
		Duration longest = this.run.services().settings().limits().sleep();
		if (duration.isNegative() || duration.compareTo(longest) > 0) {
			throw refused("0 to " + longest.toDays() + " days, but is " + duration);
		}
		return StepSettings.millis(duration);
	}

	private long endOf(@Nullable Instant until) {
		if (until == null) {
			throw refused("given, but is null");
		}
		Duration longest = this.run.services().settings().limits().sleep();
		if (until.isAfter(Instant.ofEpochMilli(this.journal.now()).plus(longest))) {
			throw refused("at most " + longest.toDays() + " days ahead, but is until " + until);
		}
		if (until.isBefore(Instant.EPOCH)) {
			return 0;
		}
		long millis = until.toEpochMilli();
		return (until.getNano() % 1_000_000 == 0) ? millis : millis + 1;
	}

	private WorkflowValidationException refused(String rule) {
		return new WorkflowValidationException("WF-2307",
				"the time of sleep " + Names.quoted(this.name) + " must be " + rule);
	}

}
