package dev.workflows.autoconfigure.endpoint;

import dev.workflows.actuate.endpoint.WorkflowsEndpoint;
import dev.workflows.actuate.endpoint.WorkflowsEndpointWebExtension;
import dev.workflows.autoconfigure.WorkflowsAutoConfiguration;
import dev.workflows.autoconfigure.app.GreetingApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkflowsEndpointAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkflowsEndpointAutoConfigurationTests {

	private static final String EXPOSE = "management.endpoints.web.exposure.include=workflows";

	private static final String OPEN = "endpoint is open to whoever reaches this server";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, WorkflowsAutoConfiguration.class,
				EndpointAutoConfiguration.class, WorkflowsEndpointAutoConfiguration.class))
		.withUserConfiguration(GreetingApplication.class);

	@Test
	void endpointThatIsNotExposedIsNotMade() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkflowsEndpoint.class));
	}

	@Test
	void exposedEndpointHasItsExtension() {
		this.runner.withPropertyValues(EXPOSE)
			.run((context) -> assertThat(context).hasSingleBean(WorkflowsEndpoint.class)
				.hasSingleBean(WorkflowsEndpointWebExtension.class));
	}

	@Test
	void endpointThatAnybodyCanReachIsReported(CapturedOutput output) {
		this.runner.withPropertyValues(EXPOSE)
			.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(output).contains(OPEN));
	}

	@Test
	void endpointOnTheLoopbackAddressOrBehindSpringSecurityIsNotReported(CapturedOutput output) {
		this.runner.withPropertyValues(EXPOSE, "management.server.address=127.0.0.1")
			.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(output).doesNotContain(OPEN));
		this.runner.withPropertyValues(EXPOSE).run((context) -> assertThat(output).doesNotContain(OPEN));
	}

	@Test
	void backsOffWithoutActuator() {
		this.runner.withPropertyValues(EXPOSE)
			.withClassLoader(new FilteredClassLoader(org.springframework.boot.actuate.endpoint.Show.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("workflowsEndpoint"));
	}

	@Test
	void backsOffWithoutEngine() {
		this.runner.withPropertyValues(EXPOSE, "workflows.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkflowsEndpoint.class));
	}

}
