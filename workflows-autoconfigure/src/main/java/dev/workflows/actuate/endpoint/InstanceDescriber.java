package dev.workflows.actuate.endpoint;

import java.util.List;
import java.util.Locale;

import dev.workflows.AttemptReport;
import dev.workflows.ErrorDetail;
import dev.workflows.InstanceReport;
import dev.workflows.StepReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/**
 * Turns reports into descriptors and hides the values that must not be seen.
 */
final class InstanceDescriber {

	/** Knows no class of the application: stored JSON becomes maps, lists and scalars. */
	private final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private final Sanitizer sanitizer;

	InstanceDescriber(Iterable<SanitizingFunction> sanitizingFunctions) {
		this.sanitizer = new Sanitizer(sanitizingFunctions);
	}

	InstanceDescriptor describe(InstanceReport report, boolean showValues) {
		List<StepDescriptor> steps = report.steps().stream().map((step) -> describe(step, showValues)).toList();
		return new InstanceDescriptor(report.workflow(), report.id(), report.run(), report.status().word(),
				report.created(), report.started(), report.ended(), json("params", report.params(), showValues),
				json("output", report.output(), showValues), describe(report.error(), showValues), steps);
	}

	private StepDescriptor describe(StepReport step, boolean showValues) {
		List<AttemptDescriptor> attempts = step.attempts()
			.stream()
			.map((attempt) -> describe(attempt, showValues))
			.toList();
		return new StepDescriptor(step.kind().name().toLowerCase(Locale.ROOT), step.name(), step.count(), step.start(),
				step.end(), step.success(), step.deadline(), json(step.name(), step.output(), showValues),
				describe(step.error(), showValues), attempts);
	}

	private AttemptDescriptor describe(AttemptReport attempt, boolean showValues) {
		return new AttemptDescriptor(attempt.attempt(), attempt.start(), attempt.end(), attempt.success(),
				describe(attempt.error(), showValues));
	}

	private @Nullable ErrorDescriptor describe(@Nullable ErrorDetail error, boolean showValues) {
		return (error != null)
				? new ErrorDescriptor(error.name(), error.code(), sanitize("message", error.message(), showValues))
				: null;
	}

	private @Nullable Object json(String key, @Nullable String json, boolean showValues) {
		return sanitize(key, (json != null && showValues) ? parse(json) : json, showValues);
	}

	private @Nullable Object parse(String json) {
		try {
			return this.mapper.readValue(json, Object.class);
		}
		catch (JacksonException ex) {
			// A damaged row is shown as it is stored.
			return json;
		}
	}

	private @Nullable Object sanitize(String key, @Nullable Object value, boolean showValues) {
		return this.sanitizer.sanitize(new SanitizableData(null, key, value), showValues);
	}

}
