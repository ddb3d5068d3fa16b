package dev.workflows.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.workflows.StepKind;
import dev.workflows.WorkflowValidationException;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.History;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is recorded of one claimed instance, and the way to record more under its fence.
 * Used by one thread at a time.
 */
final class InstanceJournal {

	private static final Logger logger = LoggerFactory.getLogger(InstanceJournal.class);

	private static final int PAGE = 1_000;

	private final ExecutionServices services;

	private final Claimed claimed;

	private final Map<StepKey, StepRow> steps = new HashMap<>();

	private final Map<StepKey, List<AttemptRow>> attempts = new HashMap<>();

	/** How many times each name was used, under the key with count 0. */
	private final Map<StepKey, Integer> uses = new HashMap<>();

	private final List<StepKey> finished = new ArrayList<>();

	private @Nullable History history;

	private long lastSeq;

	private long stateBytes;

	private int runSteps;

	private boolean progressed;

	private long databaseMillis;

	private long databaseNanos;

	private volatile long recordedSeq;

	private volatile long passedSeq;

	private volatile boolean fresh;

	InstanceJournal(ExecutionServices services, Claimed claimed, History history) {
		this.services = services;
		this.claimed = claimed;
		this.history = history;
		this.databaseMillis = claimed.now();
		this.databaseNanos = services.clock().nanoTime();
	}

	/**
	 * Takes in the history, reading the rest of it if the claim did not bring all.
	 * @return {@code false} if the claim is over, so that what was read may be the
	 * history of another run
	 */
	boolean load() {
		History given = this.history;
		if (given == null) {
			return true;
		}
		this.history = null;
		given.steps().forEach(this::add);
		given.attempts().forEach((row) -> {
			this.attempts.computeIfAbsent(row.key(), (key) -> new ArrayList<>()).add(row);
			this.lastSeq = Math.max(this.lastSeq, row.seq());
		});
		if (!given.complete()) {
			loadPages(given.steps().isEmpty() ? 0 : given.steps().get(given.steps().size() - 1).seq());
		}
		this.attempts.keySet().removeAll(this.steps.keySet());
		this.recordedSeq = this.lastSeq;
		long fence = given.complete() ? given.fence() : this.services.node().fence(this.claimed.key());
		return fence == this.claimed.fence();
	}

	private void loadPages(long afterSeq) {
		long after = afterSeq;
		List<StepRow> page;
		do {
			page = this.services.node().moreSteps(this.claimed.key(), after, PAGE);
			page.forEach(this::add);
			after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
		}
		while (page.size() == PAGE);
	}

	private void add(StepRow row) {
		this.steps.put(row.key(), row);
		this.lastSeq = Math.max(this.lastSeq, row.seq());
		if (row.key().kind() == StepKind.RUN) {
			this.runSteps++;
			this.stateBytes += this.services.codec().size(row.output());
		}
	}

	/** The key of the next use of a name. */
	StepKey next(StepKind kind, String name) {
		int count = this.uses.merge(new StepKey("", kind, name, 0), 1, Integer::sum);
		return new StepKey("", kind, name, count);
	}

	/** What is recorded of a verb; each verb asks once. */
	@Nullable StepRow take(StepKey key) {
		StepRow row = this.steps.remove(key);
		this.fresh = (row == null);
		if (row != null) {
			this.passedSeq = Math.max(this.passedSeq, row.seq());
		}
		return row;
	}

	/** The attempts of a step that has not ended, in order. */
	List<AttemptRow> takeAttempts(StepKey key) {
		List<AttemptRow> rows = this.attempts.remove(key);
		return (rows != null) ? rows : List.of();
	}

	/** Whether recorded verbs are still to come, as far as can be told. */
	boolean isReplaying() {
		return !this.fresh && this.passedSeq < this.recordedSeq;
	}

	long nextSeq() {
		return ++this.lastSeq;
	}

	/** Refuses the step that is one too many. */
	void requireStepLeft() {
		int limit = this.services.settings().limits().steps();
		if (this.runSteps >= limit) {
			throw new WorkflowValidationException("WF-2401", "the run has " + this.runSteps + " recorded steps; limit "
					+ limit + " (workflows.limits.steps); go on in a new instance");
		}
		if (this.runSteps + 1 == limit - limit / 5) {
			logger.warn("Instance {} of workflow {} begins step {} of at most {}", this.claimed.id(),
					this.claimed.workflow(), this.runSteps + 1, limit);
		}
	}

	/** Refuses a result that makes the run too large. */
	void requireRoomFor(long bytes) {
		long limit = this.services.settings().limits().stateBytes();
		if (this.stateBytes + bytes > limit) {
			throw new WorkflowValidationException("WF-2205",
					"the results of the run would be " + (this.stateBytes + bytes) + " bytes together; limit " + limit
							+ " (workflows.limits.state-bytes); keep large data elsewhere and return references to it");
		}
	}

	/** Marks a sleep as over, with the next commit. */
	void finish(StepKey sleep) {
		this.finished.add(sleep);
	}

	boolean isCareful() {
		return this.claimed.crashCount() > 0;
	}

	/** Records while the run goes on. */
	CommitResult record(@Nullable StepWrite step, @Nullable AttemptWrite attempt) {
		StepWrite.Ended ended = (step instanceof StepWrite.Ended it) ? it : null;
		boolean progress = ended != null && isCareful() && !this.progressed;
		CommitResult result = commit(step, attempt, Transition.STAY, progress);
		if (ended != null && isApplied(result)) {
			this.progressed |= progress;
			this.runSteps++;
			this.stateBytes += this.services.codec().size(ended.output());
		}
		return result;
	}

	/** Records the end of the run. */
	CommitResult end(@Nullable StepWrite step, @Nullable AttemptWrite attempt, Transition transition) {
		return commit(step, attempt, transition, false);
	}

	private CommitResult commit(@Nullable StepWrite step, @Nullable AttemptWrite attempt, Transition transition,
			boolean progress) {
		CommitResult result = this.services.committer()
			.commit(mutation(step, attempt, List.copyOf(this.finished), transition, progress));
		if (result instanceof CommitResult.Applied applied) {
			observe(applied.now());
		}
		else if (result instanceof CommitResult.AlreadyApplied applied) {
			observe(applied.now());
		}
		if (isApplied(result)) {
			this.finished.clear();
		}
		return result;
	}

	/** Shows an attempt as running, without anybody waiting for it; from any thread. */
	void show(AttemptWrite.Begun attempt) {
		this.services.committer().commitLater(mutation(null, attempt, List.of(), Transition.STAY, false));
	}

	private Commit mutation(@Nullable StepWrite step, @Nullable AttemptWrite attempt, List<StepKey> finished,
			Transition transition, boolean progress) {
		return new Commit(this.claimed.key(), this.claimed.fence(), this.services.ids().next(), step, attempt, finished,
				transition, this.claimed.signal(), progress);
	}

	static boolean isApplied(CommitResult result) {
		return result instanceof CommitResult.Applied || result instanceof CommitResult.AlreadyApplied;
	}

	/** The deadline that an applied commit has recorded, or {@code null}. */
	static @Nullable Long deadline(CommitResult result) {
		return (result instanceof CommitResult.Applied applied) ? applied.deadline()
				: (result instanceof CommitResult.AlreadyApplied applied) ? applied.deadline() : null;
	}

	private void observe(long now) {
		this.databaseNanos = this.services.clock().nanoTime();
		this.databaseMillis = now;
	}

	/** The database's time, or a little before it. */
	long now() {
		return this.databaseMillis + (this.services.clock().nanoTime() - this.databaseNanos) / 1_000_000;
	}

	/**
	 * Returns when a stored deadline has passed for certain.
	 * @param deadline epoch ms in active time
	 * @return the monotonic time
	 */
	long nanosOf(long deadline) {
		long left = deadline + this.claimed.pausedTotal() - this.databaseMillis;
		return this.databaseNanos + ((left > Long.MAX_VALUE / 2_000_000) ? Long.MAX_VALUE / 2 : left * 1_000_000);
	}

	/** How long until a stored deadline, ms; 0 or less if it has passed. */
	long millisTo(long deadline) {
		return deadline + this.claimed.pausedTotal() - now();
	}

}
