package dev.workflows.store.jdbc;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * How many rows of {@code workflow_instance} there are of a workflow with a status.
 */
@Table("workflow_instance")
record CountView(@Id String workflow, String status, long total) {
}
