package dev.workflows.actuate.endpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A workflow.
 *
 * @param registered whether this application runs it; otherwise only its instances are
 * known
 * @param type the class of its code, or {@code null} if it is not registered
 * @param instances how many instances have a status, by the status' word, without those
 * that none has
 * @since 0.1
 */
public record WorkflowDescriptor(boolean registered, @Nullable String type, Map<String, Long> instances) {

	public WorkflowDescriptor {
		instances = Collections.unmodifiableMap(new LinkedHashMap<>(instances));
	}

}
