package dev.workflows.autoconfigure.metrics;

import dev.workflows.autoconfigure.WorkflowsAutoConfiguration;
import dev.workflows.engine.WorkflowEngine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Adds the engine's meters to the application's.
 *
 * @since 0.1
 */
@AutoConfiguration(after = WorkflowsAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ WorkflowEngine.class, MeterRegistry.class })
public final class WorkflowsMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WorkflowsMeters workflowsMeters(MeterRegistry registry) {
		return new WorkflowsMeters(registry);
	}

	@Bean
	MeterBinder workflowsGauges(WorkflowEngine engine) {
		return (registry) -> {
			Gauge.builder("workflows.runs.active", engine, (it) -> it.state().runs())
				.description("Instances that run here")
				.register(registry);
			Gauge.builder("workflows.workers", engine, (it) -> it.state().workers())
				.description("Instances that may run here at once")
				.register(registry);
		};
	}

}
