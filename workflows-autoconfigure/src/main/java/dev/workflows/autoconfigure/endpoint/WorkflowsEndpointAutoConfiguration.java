package dev.workflows.autoconfigure.endpoint;

import dev.workflows.WorkflowClient;
import dev.workflows.actuate.endpoint.WorkflowsEndpoint;
import dev.workflows.actuate.endpoint.WorkflowsEndpointWebExtension;
import dev.workflows.autoconfigure.WorkflowBeans;
import dev.workflows.autoconfigure.WorkflowsAutoConfiguration;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.store.InstanceQueries;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Offers the {@link WorkflowsEndpoint}, wherever the application exposes it.
 *
 * @since 0.1
 */
@AutoConfiguration(after = WorkflowsAutoConfiguration.class)
@ConditionalOnClass({ WorkflowsEndpoint.class, ConditionalOnAvailableEndpoint.class, Show.class })
@ConditionalOnAvailableEndpoint(WorkflowsEndpoint.class)
@ConditionalOnBean({ WorkflowEngine.class, WorkflowBeans.class })
@EnableConfigurationProperties(WorkflowsEndpointProperties.class)
public final class WorkflowsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WorkflowsEndpoint workflowsEndpoint(WorkflowEngine engine, WorkflowClient client, InstanceQueries queries,
			WorkflowBeans workflows, WorkflowsEndpointProperties properties,
			ObjectProvider<SanitizingFunction> sanitizingFunctions) {
		return new WorkflowsEndpoint(engine, client, queries, workflows.definitions(), properties.showValues(),
				sanitizingFunctions.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(endpoint = WorkflowsEndpoint.class, exposure = EndpointExposure.WEB)
	WorkflowsEndpointWebExtension workflowsEndpointWebExtension(WorkflowsEndpoint endpoint,
			WorkflowsEndpointProperties properties) {
		return new WorkflowsEndpointWebExtension(endpoint, properties.showValues(), properties.roles());
	}

}
