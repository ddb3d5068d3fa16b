package dev.workflows.autoconfigure;

import dev.workflows.autoconfigure.app.GreetingApplication;
import dev.workflows.engine.WorkflowEngine;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static dev.workflows.autoconfigure.WorkflowsAutoConfigurationTests.assertRuns;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application on PostgreSQL, whose tables are not made unasked.
 */
class WorkflowsPostgresTests {

	@Test
	void tablesAreMadeOnRequestOnly() throws Exception {
		try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
			ApplicationContextRunner runner = Contexts.starter()
				.withUserConfiguration(GreetingApplication.class)
				.withPropertyValues("spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"));
			runner.run((context) -> {
				assertThat(context).hasFailed();
				var analysis = new WorkflowsFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("WF-3401", "schema/postgresql/V1__create.sql");
			});
			runner.withPropertyValues("workflows.jdbc.initialize-schema=always").run((context) -> {
				assertRuns(context);
				assertThat(context.getBean(WorkflowEngine.class).traits().embedded()).isFalse();
			});
			runner.run((context) -> assertThat(context).hasNotFailed());
		}
	}

}
