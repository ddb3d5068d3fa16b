package dev.workflows.autoconfigure.health;

import dev.workflows.autoconfigure.WorkflowsAutoConfiguration;
import dev.workflows.autoconfigure.app.GreetingApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkflowsHealthContributorAutoConfiguration}.
 */
class WorkflowsHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, WorkflowsAutoConfiguration.class,
				HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
				WorkflowsHealthContributorAutoConfiguration.class))
		.withUserConfiguration(GreetingApplication.class);

	@Test
	void contributorIsCalledWorkflows() {
		this.runner
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("workflows"))
				.isInstanceOf(WorkflowsHealthIndicator.class));
	}

	@Test
	void engineThatWorksIsUpAndTellsWhatItStandsOn() {
		this.runner.run((context) -> {
			WorkflowsHealthIndicator indicator = context.getBean(WorkflowsHealthIndicator.class);
			Awaitility.await().untilAsserted(() -> assertThat(indicator.health().getStatus()).isEqualTo(Status.UP));
			Health health = indicator.health();
			assertThat(health.getDetails()).containsEntry("embedded", true)
				.containsEntry("durable", false)
				.containsEntry("storeReachable", true)
				.containsEntry("leaseHeld", true)
				.containsEntry("runs", 0)
				.containsKey("workers");
			assertThat(health.getDetails().get("warnings")).asString().contains("do not survive");
		});
	}

	@Test
	void stoppedEngineIsOutOfService() {
		this.runner.run((context) -> {
			context.stop();
			assertThat(context.getBean(WorkflowsHealthIndicator.class).health().getStatus())
				.isEqualTo(Status.OUT_OF_SERVICE);
		});
	}

	@Test
	void databaseThatDoesNotAnswerIsDown() {
		this.runner
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:health-down;DB_CLOSE_DELAY=-1",
					"workflows.poll-interval=50ms", "workflows.lease=1s")
			.run((context) -> {
				WorkflowsHealthIndicator indicator = context.getBean(WorkflowsHealthIndicator.class);
				Awaitility.await().untilAsserted(() -> assertThat(indicator.health().getStatus()).isEqualTo(Status.UP));
				try (var connection = context.getBean(javax.sql.DataSource.class).getConnection();
						var statement = connection.createStatement()) {
					statement.execute("drop all objects");
				}
				Awaitility.await()
					.atMost(java.time.Duration.ofSeconds(30))
					.untilAsserted(() -> assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN));
			});
	}

	@Test
	void backsOffWhenDisabled() {
		this.runner.withPropertyValues("management.health.workflows.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WorkflowsHealthIndicator.class));
	}

	@Test
	void backsOffWithoutHealth() {
		this.runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("workflowsHealthContributor"));
	}

}
