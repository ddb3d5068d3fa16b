package dev.workflows.autoconfigure.endpoint;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import dev.workflows.WorkflowClient;
import dev.workflows.autoconfigure.WorkflowsAutoConfiguration;
import dev.workflows.autoconfigure.app.Greeting;
import dev.workflows.autoconfigure.app.GreetingApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoint over JMX, where no caller is known.
 */
class WorkflowsEndpointJmxTests {

	private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, JacksonAutoConfiguration.class,
				WorkflowsAutoConfiguration.class, JmxAutoConfiguration.class, EndpointAutoConfiguration.class,
				JmxEndpointAutoConfiguration.class, WorkflowsEndpointAutoConfiguration.class))
		.withUserConfiguration(GreetingApplication.class)
		.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=workflows");

	@Test
	void instanceIsShownWithoutValuesAndNothingCanBeWritten() {
		this.runner.run((context) -> {
			context.getBean(WorkflowClient.class).create(Greeting.class, "one", "you").await(Duration.ofSeconds(30));
			ObjectName name = this.server
				.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=Workflows,*"), null)
				.iterator()
				.next();
			MBeanInfo info = this.server.getMBeanInfo(name);
			assertThat(Stream.of(info.getOperations()).map(MBeanOperationInfo::getName))
				.containsExactlyInAnyOrder("workflows", "instances", "instance");
			Map<?, ?> instance = (Map<?, ?>) this.server.invoke(name, "instance", new Object[] { "greeting", "one" },
					new String[] { "java.lang.String", "java.lang.String" });
			assertThat(instance.get("params")).isEqualTo("******");
			assertThat((List<?>) instance.get("steps")).hasSize(1);
		});
	}

	@Test
	void valuesAreShownWhenTheApplicationAlwaysShowsThem() {
		this.runner.withPropertyValues("management.endpoint.workflows.show-values=always").run((context) -> {
			context.getBean(WorkflowClient.class).create(Greeting.class, "one", "you").await(Duration.ofSeconds(30));
			assertThat(context.getBean(dev.workflows.actuate.endpoint.WorkflowsEndpoint.class)
				.instance("greeting", "one")
				.output()).isEqualTo("Hello you");
		});
	}

}
