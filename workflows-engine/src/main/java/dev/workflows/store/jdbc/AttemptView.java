package dev.workflows.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.StepKind;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.StepKey;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A row of {@code workflow_attempt}: the begin of an attempt, or its failure.
 */
@Table("workflow_attempt")
record AttemptView(@Id Key key, long seq, @Nullable String options, long startedAt, @Nullable Long endedAt,
		@Nullable String error, @Nullable Long retryAt) {

	/**
	 * Makes one row of the two that an attempt may have.
	 * @param views the rows by sequence number, attempt and phase
	 * @return the attempts in that order, without those of verbs that only a newer
	 * version knows
	 */
	static List<AttemptRow> fold(List<AttemptView> views) {
		List<AttemptRow> rows = new ArrayList<>(views.size());
		for (AttemptView view : views) {
			AttemptRow row = view.toRow();
			if (row == null) {
				continue;
			}
			AttemptRow previous = rows.isEmpty() ? null : rows.get(rows.size() - 1);
			if (previous != null && previous.attempt() == row.attempt() && previous.key().equals(row.key())) {
				rows.set(rows.size() - 1, merge(previous, row));
			}
			else {
				rows.add(row);
			}
		}
		return rows;
	}

	private static AttemptRow merge(AttemptRow begun, AttemptRow failed) {
		return new AttemptRow(begun.key(), begun.seq(), begun.attempt(),
				(begun.options() != null) ? begun.options() : failed.options(), begun.startedAt(), failed.endedAt(),
				failed.error(), failed.retryAt());
	}

	private @Nullable AttemptRow toRow() {
		StepKind kind = StepView.kind(this.key.kind());
		if (kind == null) {
			return null;
		}
		StepKey stepKey = new StepKey(this.key.scope(), kind, this.key.name(), this.key.nameCount());
		return new AttemptRow(stepKey, this.seq, this.key.attempt(), this.options, this.startedAt, this.endedAt,
				this.error, this.retryAt);
	}

	/**
	 * The primary key.
	 */
	record Key(UUID instanceKey, String scope, String kind, String name, int nameCount, int attempt, int phase) {
	}

}
