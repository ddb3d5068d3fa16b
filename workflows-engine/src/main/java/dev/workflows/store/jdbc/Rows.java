package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

import dev.workflows.StepKind;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import dev.workflows.store.StoreRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns the same way from every database.
 */
final class Rows {

	/** The columns that {@link #step} reads, in that order. */
	static final String STEP_COLUMNS = """
			s.scope, s.kind, s.name, s.name_count, s.seq, s.options, s.started_at, s.ended_at, s.success, s.deadline,
			s.output, s.error, s.attempts, s.attempt_started_at, s.fence, s.token""";

	static final int STEP_WIDTH = 16;

	private static final String[] WORDS = Arrays.stream(StepKind.values())
		.map((kind) -> kind.name().toLowerCase(Locale.ROOT))
		.toArray(String[]::new);

	private Rows() {
	}

	static StepRow step(ResultSet row, int first) throws SQLException {
		Integer success = integer(row, first + 8);
		return new StepRow(stepKey(row, first), row.getLong(first + 4), row.getString(first + 5),
				row.getLong(first + 6), number(row, first + 7), (success != null) ? (success != 0) : null,
				number(row, first + 9), row.getString(first + 10), row.getString(first + 11), row.getInt(first + 12),
				number(row, first + 13), row.getLong(first + 14), uuid(row, first + 15));
	}

	/**
	 * Reads an attempt's begin or end: the step's key, seq, attempt, phase, options,
	 * times and error.
	 */
	static AttemptRow attempt(ResultSet row, int first) throws SQLException {
		return new AttemptRow(stepKey(row, first), row.getLong(first + 4), row.getInt(first + 5),
				row.getString(first + 7), row.getLong(first + 8), number(row, first + 9), row.getString(first + 10),
				number(row, first + 11));
	}

	static StepKey stepKey(ResultSet row, int first) throws SQLException {
		return new StepKey(row.getString(first), kind(row.getString(first + 1)), row.getString(first + 2),
				row.getInt(first + 3));
	}

	static @Nullable Long number(ResultSet row, int column) throws SQLException {
		long value = row.getLong(column);
		return row.wasNull() ? null : value;
	}

	static @Nullable Integer integer(ResultSet row, int column) throws SQLException {
		int value = row.getInt(column);
		return row.wasNull() ? null : value;
	}

	static UUID uuid(ResultSet row, int column) throws SQLException {
		UUID value = optionalUuid(row, column);
		if (value == null) {
			throw new StoreRejectedException("a row of the workflow tables has no "
					+ row.getMetaData().getColumnLabel(column) + "; it was not written by this library",
					new SQLException("null"));
		}
		return value;
	}

	static @Nullable UUID optionalUuid(ResultSet row, int column) throws SQLException {
		Object value = row.getObject(column);
		if (value == null || value instanceof UUID) {
			return (UUID) value;
		}
		return UUID.fromString(value.toString());
	}

	/** The word that is stored for a kind. */
	static String word(StepKind kind) {
		return WORDS[kind.ordinal()];
	}

	private static StepKind kind(String word) {
		try {
			return StepKind.valueOf(word.toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new StoreRejectedException("a step has a kind that this version does not know; it was written by a "
					+ "newer version of the library", ex);
		}
	}

}
