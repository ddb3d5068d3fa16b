package dev.workflows.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.workflows.AttemptReport;
import dev.workflows.ErrorDetail;
import dev.workflows.InstanceReport;
import dev.workflows.StepReport;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import org.jspecify.annotations.Nullable;

/**
 * Tells the story of an instance as people read it. A step has a row of its own only once
 * it has ended, so a step in progress is told from its attempts; the attempt that
 * succeeded is told from the step.
 *
 * @since 0.1
 */
final class Reports {

	private final PayloadCodec codec;

	Reports(PayloadCodec codec) {
		this.codec = codec;
	}

	InstanceReport report(InstanceStory story) {
		InstanceRow row = story.instance();
		return new InstanceReport(row.workflow(), row.id(), row.run(), row.status(), story.params(), story.output(),
				error(story.error()), Instant.ofEpochMilli(row.createdAt()), instant(row.startedAt()),
				instant(row.endedAt()), steps(story));
	}

	private List<StepReport> steps(InstanceStory story) {
		Map<StepKey, List<AttemptRow>> attempts = new LinkedHashMap<>();
		story.attempts().forEach((row) -> attempts.computeIfAbsent(row.key(), (key) -> new ArrayList<>()).add(row));
		List<Entry> entries = new ArrayList<>();
		for (StepRow step : story.steps()) {
			List<AttemptRow> own = attempts.remove(step.key());
			entries.add(new Entry(step.seq(), recorded(step, (own != null) ? own : List.of())));
		}
		attempts.forEach((key, rows) -> entries.add(new Entry(rows.get(0).seq(), open(key, rows))));
		entries.sort(Comparator.comparingLong(Entry::seq));
		return entries.stream().map(Entry::report).toList();
	}

	private StepReport recorded(StepRow step, List<AttemptRow> rows) {
		List<AttemptReport> attempts = attempts(rows);
		boolean succeeded = Boolean.TRUE.equals(step.success());
		if (succeeded && step.attemptStartedAt() != null) {
			attempts.removeIf((attempt) -> attempt.attempt() == step.attempts());
			attempts.add(new AttemptReport(step.attempts(), Instant.ofEpochMilli(step.attemptStartedAt()),
					instant(step.endedAt()), true, null));
		}
		return new StepReport(step.key().kind(), step.key().name(), step.key().count(),
				Instant.ofEpochMilli(step.startedAt()), instant(step.endedAt()), step.success(),
				instant(step.deadline()), step.output(), error(step.error()), attempts);
	}

	private StepReport open(StepKey key, List<AttemptRow> rows) {
		AttemptRow last = rows.get(rows.size() - 1);
		return new StepReport(key.kind(), key.name(), key.count(), Instant.ofEpochMilli(rows.get(0).startedAt()), null,
				null, instant(last.retryAt()), null, null, attempts(rows));
	}

	private List<AttemptReport> attempts(List<AttemptRow> rows) {
		List<AttemptReport> attempts = new ArrayList<>();
		for (AttemptRow row : rows) {
			attempts.add(new AttemptReport(row.attempt(), Instant.ofEpochMilli(row.startedAt()), instant(row.endedAt()),
					(row.endedAt() != null) ? false : null, error(row.error())));
		}
		return attempts;
	}

	private @Nullable ErrorDetail error(@Nullable String json) {
		return (json != null) ? this.codec.decodeError(json) : null;
	}

	private static @Nullable Instant instant(@Nullable Long millis) {
		return (millis != null) ? Instant.ofEpochMilli(millis) : null;
	}

	private record Entry(long seq, StepReport report) {
	}

}
