package dev.workflows.actuate.endpoint;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * An instance with everything recorded. Parameters, results and error messages are
 * {@code ******} unless the caller may see values.
 *
 * @param workflow the workflow's name
 * @param id the instance's id
 * @param run the number of the run, from 1
 * @param status the status' word
 * @param created when it was created
 * @param started when its run first began, or {@code null}
 * @param ended when its run ended, or {@code null}
 * @param params the parameters
 * @param output the result, or {@code null}
 * @param error what it ended with, or {@code null}
 * @param steps the recorded verbs, in the order of their first start
 * @since 0.1
 */
public record InstanceDescriptor(String workflow, String id, int run, String status, Instant created,
		@Nullable Instant started, @Nullable Instant ended, @Nullable Object params, @Nullable Object output,
		@Nullable ErrorDescriptor error, List<StepDescriptor> steps) implements OperationResponseBody {

	public InstanceDescriptor {
		steps = List.copyOf(steps);
	}

}
