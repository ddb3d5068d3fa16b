package dev.workflows.autoconfigure.endpoint;

import dev.workflows.WorkflowClient;
import dev.workflows.actuate.endpoint.WorkflowsEndpoint;
import dev.workflows.actuate.endpoint.WorkflowsEndpointWebExtension;
import dev.workflows.autoconfigure.WorkflowBeans;
import dev.workflows.autoconfigure.WorkflowsAutoConfiguration;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.store.InstanceQueries;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

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

	private static final Logger logger = LoggerFactory.getLogger(WorkflowsEndpointAutoConfiguration.class);

	private static final String SECURITY = "org.springframework.security.web.SecurityFilterChain";

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
			WorkflowsEndpointProperties properties, ApplicationContext context) {
		warnIfOpen(context.getEnvironment(), context.getClassLoader());
		return new WorkflowsEndpointWebExtension(endpoint, properties.showValues(), properties.roles());
	}

	private static void warnIfOpen(Environment environment, @Nullable ClassLoader classLoader) {
		String address = environment.getProperty("management.server.address",
				environment.getProperty("server.address", ""));
		boolean local = address.startsWith("127.") || address.equals("localhost") || address.equals("::1");
		if (!local && !ClassUtils.isPresent(SECURITY, classLoader)) {
			logger.warn("The workflows endpoint is open to whoever reaches this server. Take it out of"
					+ " management.endpoints.web.exposure.include, add Spring Security, or set"
					+ " management.server.address to the loopback address");
		}
	}

}
