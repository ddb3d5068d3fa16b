package dev.workflows.test.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.Claimed;
import dev.workflows.store.CrashPolicy;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.NewInstance;
import dev.workflows.store.Ownership;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import org.jspecify.annotations.Nullable;

/**
 * One instance with all that is recorded of it. Guarded by the lock of
 * {@link ModelTables}.
 */
final class ModelRow {

	final NewInstance created;

	final long createdAt;

	int run = 1;

	String status = InstanceStatus.QUEUED.word();

	@Nullable String output;

	@Nullable String error;

	long fence;

	@Nullable UUID owner;

	@Nullable Long dueAt;

	long signal;

	int crashCount;

	long pausedTotal;

	@Nullable Long startedAt;

	@Nullable Long endedAt;

	final Map<StepKey, StepRow> steps = new LinkedHashMap<>();

	final Map<AttemptKey, AttemptRow> begun = new LinkedHashMap<>();

	final Map<AttemptKey, FailedAttempt> failed = new LinkedHashMap<>();

	ModelRow(NewInstance created, long createdAt) {
		this.created = created;
		this.createdAt = createdAt;
		this.dueAt = createdAt;
	}

	ModelRow copy() {
		ModelRow copy = new ModelRow(this.created, this.createdAt);
		copy.run = this.run;
		copy.status = this.status;
		copy.output = this.output;
		copy.error = this.error;
		copy.fence = this.fence;
		copy.owner = this.owner;
		copy.dueAt = this.dueAt;
		copy.signal = this.signal;
		copy.crashCount = this.crashCount;
		copy.pausedTotal = this.pausedTotal;
		copy.startedAt = this.startedAt;
		copy.endedAt = this.endedAt;
		copy.steps.putAll(this.steps);
		copy.begun.putAll(this.begun);
		copy.failed.putAll(this.failed);
		return copy;
	}

	UUID key() {
		return this.created.key();
	}

	InstanceStatus status() {
		return InstanceStatus.of(this.status);
	}

	boolean has(String workflow, String id) {
		return this.created.workflow().equals(workflow) && this.created.id().equals(id);
	}

	boolean isDue(long now) {
		return this.owner == null && this.dueAt != null && this.dueAt <= now;
	}

	long due() {
		return (this.dueAt != null) ? this.dueAt : Long.MAX_VALUE;
	}

	/** Whether a run under this owner and fence may write. */
	boolean isHeldBy(UUID owner, long fence) {
		return owner.equals(this.owner) && this.fence == fence && switch (status()) {
			case RUNNING, WAITING_FOR_PAUSE, ROLLING_BACK -> true;
			default -> false;
		};
	}

	void own(UUID owner, long now) {
		this.fence++;
		run(owner, now);
	}

	/** Begins to run under the fence that is there. */
	void run(UUID owner, long now) {
		this.status = InstanceStatus.RUNNING.word();
		this.owner = owner;
		this.dueAt = null;
		if (this.startedAt == null) {
			this.startedAt = now;
		}
	}

	/** Gives up ownership in good order. */
	void leave(InstanceStatus status, @Nullable Long dueAt) {
		this.status = status.word();
		this.owner = null;
		this.dueAt = dueAt;
		this.crashCount = 0;
	}

	/** Takes the instance from its owner, who does not know. */
	void free(long dueAt) {
		this.status = InstanceStatus.QUEUED.word();
		this.owner = null;
		this.fence++;
		this.dueAt = dueAt;
	}

	/** Ends the run against its owner, who does not know. */
	void stop(InstanceStatus status, long now) {
		this.status = status.word();
		this.owner = null;
		this.fence++;
		this.dueAt = null;
		this.endedAt = now;
	}

	/** Frees the row from an owner that died, or parks it if that came too often. */
	void takeOver(CrashPolicy policy, long now) {
		this.crashCount++;
		if (this.crashCount < policy.limit()) {
			free(now + CrashPolicy.delayMillis(this.crashCount));
			return;
		}
		stop(InstanceStatus.ERRORED, now);
		this.error = policy.parkedError();
	}

	void restart(long now) {
		free(now);
		this.run++;
		this.crashCount = 0;
		this.pausedTotal = 0;
		this.output = null;
		this.error = null;
		this.startedAt = null;
		this.endedAt = null;
		this.steps.clear();
		this.begun.clear();
		this.failed.clear();
	}

	Claimed claimed(long now) {
		return new Claimed(key(), this.created.workflow(), this.created.id(), this.run, this.fence,
				this.created.params(), this.createdAt, this.crashCount, this.signal, this.pausedTotal, now);
	}

	Ownership ownership() {
		return new Ownership(key(), this.fence, this.signal);
	}

	InstanceRow instance() {
		return new InstanceRow(key(), this.created.workflow(), this.created.id(), this.run, status(), this.createdAt,
				this.startedAt, this.endedAt, this.dueAt, this.crashCount);
	}

	List<StepRow> stepsInOrder() {
		return this.steps.values().stream().sorted(Comparator.comparingLong(StepRow::seq)).toList();
	}

	List<AttemptRow> attemptsInOrder() {
		Map<AttemptKey, AttemptRow> rows = new LinkedHashMap<>(this.begun);
		this.failed.forEach((key, end) -> rows.merge(key, end.row(), ModelRow::folded));
		List<AttemptRow> sorted = new ArrayList<>(rows.values());
		sorted.sort(Comparator.comparingLong(AttemptRow::seq).thenComparingInt(AttemptRow::attempt));
		return sorted;
	}

	List<AttemptRow> openAttemptsInOrder() {
		return attemptsInOrder().stream().filter((attempt) -> !this.steps.containsKey(attempt.key())).toList();
	}

	private static AttemptRow folded(AttemptRow begin, AttemptRow end) {
		String options = (begin.options() != null) ? begin.options() : end.options();
		return new AttemptRow(begin.key(), begin.seq(), begin.attempt(), options, begin.startedAt(), end.endedAt(),
				end.error(), end.retryAt());
	}

	record AttemptKey(StepKey step, int attempt) {
	}

	record FailedAttempt(AttemptRow row, long fence, UUID token) {
	}

}
