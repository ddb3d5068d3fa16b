package dev.workflows.actuate.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A page of the instances of a workflow, the newest first.
 *
 * @param workflow the workflow's name
 * @param instances the instances
 * @param before what to give as {@code before} for the next page, or {@code null} if this
 * is the last one
 * @since 0.1
 */
public record InstancesDescriptor(String workflow, List<InstanceSummaryDescriptor> instances,
		@Nullable String before) implements OperationResponseBody {

	public InstancesDescriptor {
		instances = List.copyOf(instances);
	}

}
