package dev.workflows.autoconfigure.metrics;

import java.time.Duration;

import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowInstance;
import dev.workflows.autoconfigure.WorkflowsAutoConfiguration;
import dev.workflows.autoconfigure.app.Greeting;
import dev.workflows.autoconfigure.app.GreetingApplication;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkflowsMetricsAutoConfiguration}.
 */
class WorkflowsMetricsAutoConfigurationTests {

	private static final int INSTANCES = 200;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, WorkflowsAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, WorkflowsMetricsAutoConfiguration.class))
		.withUserConfiguration(GreetingApplication.class)
		.withPropertyValues("workflows.poll-interval=100ms");

	@Test
	void whatHappensIsCounted() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			run(context.getBean(WorkflowClient.class), "one");
			Awaitility.await()
				.untilAsserted(() -> assertThat(registry.get("workflows.instances.ended")
					.tags("workflow", "greeting", "status", "complete")
					.counter()
					.count()).isEqualTo(1));
			assertThat(registry.get("workflows.steps")
				.tags("workflow", "greeting", "outcome", "succeeded")
				.timer()
				.count()).isEqualTo(1);
			assertThat(registry.get("workflows.claimed").counter().count()).isEqualTo(1);
			assertThat(registry.get("workflows.commits").summary().totalAmount()).isGreaterThanOrEqualTo(1);
			assertThat(registry.get("workflows.workers").gauge().value()).isPositive();
			assertThat(registry.get("workflows.runs.active").gauge().value()).isGreaterThanOrEqualTo(0);
		});
	}

	@Test
	void numberOfSeriesDoesNotGrowWithTheNumberOfInstances() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			WorkflowClient client = context.getBean(WorkflowClient.class);
			run(client, "first");
			Awaitility.await()
				.untilAsserted(() -> assertThat(registry.find("workflows.instances.ended").counter()).isNotNull());
			long before = series(registry);
			for (int i = 0; i < INSTANCES; i++) {
				client.create(Greeting.class, "instance-" + i, "you");
			}
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(registry.get("workflows.instances.ended").counter().count())
					.isEqualTo(INSTANCES + 1));
			assertThat(series(registry)).isEqualTo(before);
		});
	}

	@Test
	void backsOffWithoutRegistryAndWithoutMicrometer() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
					WorkflowsAutoConfiguration.class, WorkflowsMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkflowsMeters.class));
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("workflowsMeters"));
	}

	private static void run(WorkflowClient client, String id) {
		WorkflowInstance<String> instance = client.create(Greeting.class, id, "you");
		assertThat(instance.await(Duration.ofSeconds(30))).isEqualTo("Hello you");
	}

	private static long series(MeterRegistry registry) {
		return registry.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("workflows."))
			.count();
	}

}
