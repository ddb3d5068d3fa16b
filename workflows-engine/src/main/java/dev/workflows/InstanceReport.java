package dev.workflows;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The whole story of one instance at one moment.
 *
 * @param workflow the workflow's name
 * @param id the instance's id
 * @param run the number of the run, from 1; a restart begins a new one
 * @param status what it is doing
 * @param params the parameters as JSON
 * @param output the result as JSON, or {@code null}
 * @param error what it ended with, or {@code null}
 * @param created when it was created
 * @param started when its run first began, or {@code null}
 * @param ended when its run ended, or {@code null}
 * @param steps the recorded verbs, in the order of their first start
 * @since 0.1
 */
public record InstanceReport(String workflow, String id, int run, InstanceStatus status, @Nullable String params,
		@Nullable String output, @Nullable ErrorDetail error, Instant created, @Nullable Instant started,
		@Nullable Instant ended, List<StepReport> steps) {

	public InstanceReport {
		steps = List.copyOf(steps);
	}

}
