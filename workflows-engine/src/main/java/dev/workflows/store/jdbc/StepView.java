package dev.workflows.store.jdbc;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import dev.workflows.StepKind;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A row of {@code workflow_step}.
 */
@Table("workflow_step")
record StepView(@Id Key key, long seq, @Nullable String options, long startedAt, @Nullable Long endedAt,
		@Nullable Integer success, @Nullable Long deadline, @Nullable String output, @Nullable String error,
		int attempts, @Nullable Long attemptStartedAt, long fence, UUID token) {

	/**
	 * Makes the port's row of this one.
	 * @return the row, or nothing if the verb is one that only a newer version knows
	 */
	Optional<StepRow> toRow() {
		StepKind kind = kind(this.key.kind());
		if (kind == null) {
			return Optional.empty();
		}
		StepKey stepKey = new StepKey(this.key.scope(), kind, this.key.name(), this.key.nameCount());
		Boolean succeeded = (this.success != null) ? (this.success != 0) : null;
		return Optional.of(new StepRow(stepKey, this.seq, this.options, this.startedAt, this.endedAt, succeeded,
				this.deadline, this.output, this.error, this.attempts, this.attemptStartedAt, this.fence, this.token));
	}

	static @Nullable StepKind kind(String word) {
		for (StepKind kind : StepKind.values()) {
			if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
				return kind;
			}
		}
		return null;
	}

	/**
	 * The primary key.
	 */
	record Key(UUID instanceKey, String scope, String kind, String name, int nameCount) {
	}

}
