package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an instance's row that decide about a commit.
 */
record Head(@Nullable UUID owner, long fence, String status, long signal, long pausedTotal) {

	/** The columns that {@link #read} reads, in that order. */
	static final String COLUMNS = "owner, fence, status, signal_count, paused_total";

	static Head read(ResultSet row, int first) throws SQLException {
		return new Head(Rows.optionalUuid(row, first), row.getLong(first + 1), row.getString(first + 2),
				row.getLong(first + 3), row.getLong(first + 4));
	}

	/** Whether a run of this owner under this fence may write. */
	boolean isHeldBy(UUID owner, long fence) {
		return owner.equals(this.owner) && this.fence == fence && switch (InstanceStatus.of(this.status)) {
			case RUNNING, WAITING_FOR_PAUSE, ROLLING_BACK -> true;
			default -> false;
		};
	}

}
