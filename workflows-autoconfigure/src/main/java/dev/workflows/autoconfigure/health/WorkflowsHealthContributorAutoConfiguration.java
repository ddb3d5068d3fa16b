package dev.workflows.autoconfigure.health;

import dev.workflows.autoconfigure.WorkflowsAutoConfiguration;
import dev.workflows.engine.WorkflowEngine;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Adds the engine to the application's health.
 *
 * @since 0.1
 */
@AutoConfiguration(after = WorkflowsAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(WorkflowEngine.class)
@ConditionalOnEnabledHealthIndicator("workflows")
public final class WorkflowsHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "workflowsHealthIndicator", "workflowsHealthContributor" })
	WorkflowsHealthIndicator workflowsHealthContributor(WorkflowEngine engine) {
		return new WorkflowsHealthIndicator(engine);
	}

}
