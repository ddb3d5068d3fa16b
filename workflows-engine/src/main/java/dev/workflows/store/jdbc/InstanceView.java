package dev.workflows.store.jdbc;

import java.util.Optional;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.InstanceRow;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

/**
 * What lists show of a row of {@code workflow_instance}: everything but its payloads.
 */
@Table("workflow_instance")
record InstanceView(@Id @Column("instance_key") UUID key, String workflow, String id, int run, String status,
		long createdAt, @Nullable Long startedAt, @Nullable Long endedAt, @Nullable Long dueAt, int crashCount) {

	/**
	 * Makes the port's row of this one.
	 * @return the row, or nothing if its key is damaged
	 */
	Optional<InstanceRow> toRow() {
		if (this.key.equals(Repositories.DAMAGED)) {
			return Optional.empty();
		}
		return Optional.of(new InstanceRow(this.key, this.workflow, this.id, this.run, InstanceStatus.of(this.status),
				this.createdAt, this.startedAt, this.endedAt, this.dueAt, this.crashCount));
	}

}
