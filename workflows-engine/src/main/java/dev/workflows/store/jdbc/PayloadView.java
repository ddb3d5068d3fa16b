package dev.workflows.store.jdbc;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

/**
 * The payloads of a row of {@code workflow_instance}.
 */
@Table("workflow_instance")
record PayloadView(@Id @Column("instance_key") UUID key, @Nullable String params, @Nullable String output,
		@Nullable String error) {
}
