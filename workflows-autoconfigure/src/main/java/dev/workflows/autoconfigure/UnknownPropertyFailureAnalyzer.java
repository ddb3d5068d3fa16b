package dev.workflows.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a key under {@code workflows} that does not exist, and shows the nearest that
 * does.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("workflows");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
		List<String> keys = keys(PREFIX.toString(), WorkflowsProperties.class);
		StringBuilder description = new StringBuilder();
		StringBuilder action = new StringBuilder();
		for (ConfigurationProperty property : cause.getUnboundProperties()) {
			if (!PREFIX.isAncestorOf(property.getName())) {
				return null;
			}
			String unknown = property.getName().toString();
			String nearest = nearest(unknown, keys);
			description.append(String.format("The property '%s' does not exist (%s).%n", unknown,
					(property.getOrigin() != null) ? property.getOrigin() : "origin unknown"));
			action.append(String.format("Did you mean '%s'? Otherwise remove '%s'.%n", nearest, unknown));
		}
		return new FailureAnalysis(description.toString(), action.toString(), cause);
	}

	private static List<String> keys(String prefix, Class<?> type) {
		List<String> keys = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			String key = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
			if (component.getType().isRecord()) {
				keys.addAll(keys(key, component.getType()));
			}
			else {
				keys.add(key);
			}
		}
		return keys;
	}

	private static String nearest(String unknown, List<String> keys) {
		return keys.stream().min(Comparator.comparingInt((key) -> distance(unknown, key))).orElseThrow();
	}

	/** The number of characters to add, drop or replace. */
	private static int distance(String one, String other) {
		int[] costs = new int[other.length() + 1];
		for (int j = 0; j < costs.length; j++) {
			costs[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = costs[0];
			costs[0] = i;
			for (int j = 1; j < costs.length; j++) {
				int replaced = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = costs[j];
				costs[j] = Math.min(replaced, Math.min(costs[j], costs[j - 1]) + 1);
			}
		}
		return costs[other.length()];
	}

}
