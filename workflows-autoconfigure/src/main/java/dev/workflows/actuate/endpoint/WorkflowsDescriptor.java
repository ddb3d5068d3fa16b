package dev.workflows.actuate.endpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.workflows.engine.EngineState;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The engine and all workflows that it runs or that have instances.
 *
 * @param engine how the engine is
 * @param workflows the workflows by name
 * @since 0.1
 */
public record WorkflowsDescriptor(EngineState engine,
		Map<String, WorkflowDescriptor> workflows) implements OperationResponseBody {

	public WorkflowsDescriptor {
		workflows = Collections.unmodifiableMap(new LinkedHashMap<>(workflows));
	}

}
