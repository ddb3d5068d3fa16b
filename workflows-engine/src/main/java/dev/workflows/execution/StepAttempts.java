package dev.workflows.execution;

import java.util.List;

import dev.workflows.store.AttemptRow;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepWrite;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one step that has not ended: which one is next, and what of them is
 * recorded.
 */
final class StepAttempts {

	private final InstanceJournal journal;

	private final StepKey key;

	private final long seq;

	private final StepSettings settings;

	private final String json;

	private int number;

	private boolean optionsRecorded;

	/** When the first attempt began, if a row says so. */
	private @Nullable Long firstStart;

	/** When the current attempt began, if a row says so. */
	private @Nullable Long start;

	private boolean cutOff;

	/**
	 * Takes up what is recorded.
	 * @param journal the journal
	 * @param key the step
	 * @param rows its attempts, in order
	 * @param current what the code says about the options now
	 */
	StepAttempts(InstanceJournal journal, StepKey key, List<AttemptRow> rows, StepSettings current) {
		this.journal = journal;
		this.key = key;
		this.seq = rows.isEmpty() ? journal.nextSeq() : rows.get(0).seq();
		String stored = optionsOf(rows);
		this.settings = (stored != null) ? StepSettings.parse(stored, current) : current;
		this.json = (stored != null) ? stored : current.json();
		this.optionsRecorded = (stored != null);
		this.number = 1;
		for (AttemptRow row : rows) {
			this.firstStart = (this.firstStart != null) ? this.firstStart : (Long) row.startedAt();
			boolean open = row.endedAt() == null;
			this.number = open ? row.attempt() : row.attempt() + 1;
			this.start = open ? (Long) row.startedAt() : null;
		}
		// Only a crash makes an attempt without an end a failed one.
		this.cutOff = this.start != null && journal.isCareful();
	}

	private static @Nullable String optionsOf(List<AttemptRow> rows) {
		for (AttemptRow row : rows) {
			if (row.options() != null) {
				return row.options();
			}
		}
		return null;
	}

	StepKey key() {
		return this.key;
	}

	StepSettings settings() {
		return this.settings;
	}

	/** The number of the attempt that is next or running. */
	int number() {
		return this.number;
	}

	/** Whether the next attempt is one that a crash has cut off. */
	boolean wasCutOff() {
		return this.cutOff;
	}

	/** Whether a row says that the attempt has begun. */
	boolean isBegun() {
		return this.start != null;
	}

	/** Records that the attempt begins, and waits for it. */
	CommitResult begin() {
		CommitResult result = this.journal.record(null,
				new AttemptWrite.Begun(this.key, this.seq, this.number, optionsToRecord(), 0));
		if (InstanceJournal.isApplied(result)) {
			this.optionsRecorded = true;
			this.start = this.journal.now();
			this.firstStart = (this.firstStart != null) ? this.firstStart : this.start;
		}
		return result;
	}

	/** Shows that the attempt has begun a while ago; from any thread. */
	void show(long sinceMillis) {
		this.journal.show(new AttemptWrite.Begun(this.key, this.seq, this.number, optionsToRecord(), sinceMillis));
	}

	/** The write for an attempt that has failed. */
	AttemptWrite.Failed failed(String error, long millis, @Nullable Long retryMillis) {
		return new AttemptWrite.Failed(this.key, this.seq, this.number, optionsToRecord(), this.start, millis, error,
				retryMillis);
	}

	/** The write for the end of the step by its result. */
	StepWrite.Ended succeeded(@Nullable String output, long millis) {
		return new StepWrite.Ended(this.key, this.seq, this.json, this.firstStart, this.number, millis, true, output,
				null);
	}

	/** The write for the end of the step by an error. */
	StepWrite.Ended ended(String error, long millis) {
		return new StepWrite.Ended(this.key, this.seq, this.json, this.firstStart, this.number, millis, false, null,
				error);
	}

	/**
	 * Goes on to the next attempt, after the failure of this one is recorded.
	 * @param started when this one began, about
	 */
	void next(long started) {
		this.firstStart = (this.firstStart != null) ? this.firstStart : (Long) started;
		this.optionsRecorded = true;
		this.start = null;
		this.cutOff = false;
		this.number++;
	}

	private @Nullable String optionsToRecord() {
		return this.optionsRecorded ? null : this.json;
	}

}
