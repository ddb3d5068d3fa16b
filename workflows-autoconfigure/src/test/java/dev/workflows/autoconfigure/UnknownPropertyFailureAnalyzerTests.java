package dev.workflows.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnknownPropertyFailureAnalyzer}.
 */
class UnknownPropertyFailureAnalyzerTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Properties.class);

	@Test
	void typingErrorShowsTheNearestKey() {
		this.runner.withPropertyValues("workflows.lese=10s").run((context) -> {
			FailureAnalysis analysis = new UnknownPropertyFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("'workflows.lese' does not exist");
			assertThat(analysis.getAction()).contains("Did you mean 'workflows.lease'?");
		});
	}

	@Test
	void nestedTypingErrorShowsTheNearestKey() {
		this.runner.withPropertyValues("workflows.limits.paylod=1MB").run((context) -> {
			FailureAnalysis analysis = new UnknownPropertyFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getAction()).contains("Did you mean 'workflows.limits.payload'?");
		});
	}

	@Test
	void keyOfSomebodyElseIsLeftToBoot() {
		this.runner.withPropertyValues("other.nam=x").run((context) -> {
			assertThat(context).hasFailed();
			assertThat(new UnknownPropertyFailureAnalyzer().analyze(context.getStartupFailure())).isNull();
		});
	}

	@ConfigurationProperties(prefix = "other", ignoreUnknownFields = false)
	record Other(String name) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ WorkflowsProperties.class, Other.class })
	static class Properties {

	}

}
