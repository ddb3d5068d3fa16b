package dev.workflows.autoconfigure;

import java.util.Map;

import dev.workflows.WorkflowValidationException;
import dev.workflows.settings.EngineSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkflowsProperties}.
 */
class WorkflowsPropertiesTests {

	@Test
	void defaultsAreThoseOfTheEngine() {
		WorkflowsProperties properties = bind(Map.of());
		int workers = properties.usesVirtualThreads() ? 1000 : 64;
		assertThat(properties.toSettings()).isEqualTo(EngineSettings.defaults(workers));
		assertThat(properties.enabled()).isTrue();
	}

	@Test
	void platformThreadsGetFewerWorkers() {
		WorkflowsProperties properties = bind(Map.of("workflows.virtual-threads", "off"));
		assertThat(properties.usesVirtualThreads()).isFalse();
		assertThat(properties.toSettings().workers()).isEqualTo(64);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsAreUsedWhereTheJvmHasThem() {
		assertThat(bind(Map.of()).usesVirtualThreads()).isTrue();
		assertThat(bind(Map.of("workflows.virtual-threads", "on")).toSettings().workers()).isEqualTo(1000);
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void virtualThreadsThatTheJvmDoesNotHaveAreRefusedWhenAskedFor() {
		assertThat(bind(Map.of()).usesVirtualThreads()).isFalse();
		WorkflowsProperties properties = bind(Map.of("workflows.virtual-threads", "on"));
		assertThatExceptionOfType(WorkflowValidationException.class).isThrownBy(properties::toSettings)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("WF-3211"));
	}

	@ParameterizedTest
	@CsvSource({ "lease, 0s, WF-3201", "lease, -1s, WF-3201", "lease, 2h, WF-3201", "poll-interval, 0s, WF-3202",
			"poll-interval, 9ms, WF-3202", "poll-interval, 6m, WF-3202", "workers, 0, WF-3203",
			"workers, 100001, WF-3203", "limits.steps, 0, WF-3205", "limits.steps, 25001, WF-3205",
			"limits.payload, 2MB, WF-3205", "limits.payload, 9GB, WF-3205", "limits.event, 0B, WF-3205",
			"limits.state, 2GB, WF-3205", "limits.sleep, 366d, WF-3205", "limits.retries, 10001, WF-3205",
			"limits.batch, 101, WF-3205", "shutdown-grace, -1s, WF-3207", "interrupt-grace, 0s, WF-3208",
			"show-running-after, 0s, WF-3209", "crash-limit, 0, WF-3210", "steps.retries, -1, WF-2301",
			"steps.delay, -1s, WF-2302", "steps.jitter, 1.5, WF-2302", "steps.timeout, 0s, WF-2304" })
	void valueThatBreaksItsRuleIsRefused(String key, String value, String code) {
		WorkflowsProperties properties = bind(Map.of("workflows." + key, value));
		assertThatExceptionOfType(WorkflowValidationException.class).isThrownBy(properties::toSettings)
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo(code);
				assertThat(ex.getMessage())
					.contains(key.startsWith("steps.") ? "workflows.steps." : "workflows." + key);
			});
	}

	@ParameterizedTest
	@CsvSource({ "1", "101", "-5" })
	void poolThatIsTooSmallOrTooLargeIsRefused(int size) {
		assertThatExceptionOfType(WorkflowValidationException.class)
			.isThrownBy(() -> new WorkflowsProperties.DataSource(size))
			.withMessageContaining("workflows.data-source.pool-size")
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("WF-3212"));
	}

	private static WorkflowsProperties bind(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("workflows",
				WorkflowsProperties.class);
	}

}
