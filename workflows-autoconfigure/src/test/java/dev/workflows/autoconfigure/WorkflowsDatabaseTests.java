package dev.workflows.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;

import dev.workflows.InstanceNotFoundException;
import dev.workflows.WorkflowInstance;
import dev.workflows.autoconfigure.app.Greeting;
import dev.workflows.autoconfigure.app.GreetingApplication;
import dev.workflows.autoconfigure.jpa.Letter;
import dev.workflows.autoconfigure.jpa.LetterApplication;
import dev.workflows.autoconfigure.jpa.LetterRepository;
import dev.workflows.engine.WorkflowEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static dev.workflows.autoconfigure.WorkflowsAutoConfigurationTests.assertRuns;
import static dev.workflows.autoconfigure.WorkflowsAutoConfigurationTests.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the databases and the ways to their tables.
 */
class WorkflowsDatabaseTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	@TempDir
	Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:mem:named;DB_CLOSE_DELAY=-1", "jdbc:h2:file:%s/db", "jdbc:h2:async:%s/async",
			"jdbc:sqlite:%s/shop.db?journal_mode=WAL&busy_timeout=10000" })
	void embeddedDatabaseGetsItsTables(String url) {
		starter(url).withUserConfiguration(GreetingApplication.class).run((context) -> {
			assertRuns(context);
			assertThat(context.getBean(WorkflowEngine.class).traits().embedded()).isTrue();
		});
	}

	@Test
	void sqliteInMemorySharesTheOnlyConnectionThereIs() {
		starter("jdbc:sqlite::memory:").withUserConfiguration(GreetingApplication.class)
			.withPropertyValues("spring.datasource.hikari.maximum-pool-size=1",
					"spring.datasource.hikari.max-lifetime=0")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(EngineDataSource.class).isDedicated()).isFalse();
				assertRuns(context);
			});
	}

	@Test
	void instanceOutlivesTheContext() {
		String url = "jdbc:h2:file:%s/lasting";
		starter(url).withUserConfiguration(GreetingApplication.class).run((context) -> assertRuns(context));
		starter(url).withUserConfiguration(GreetingApplication.class).run((context) -> {
			WorkflowInstance<String> again = client(context).create(Greeting.class, "one", "you");
			assertThat(again.created()).isFalse();
			assertThat(again.await(LONG)).isEqualTo("Hello you");
		});
	}

	@Test
	void withoutTablesTheStartFailsAndNamesTheScript() {
		starter("jdbc:h2:mem:never;DB_CLOSE_DELAY=-1").withUserConfiguration(GreetingApplication.class)
			.withPropertyValues("workflows.jdbc.initialize-schema=never")
			.run((context) -> {
				assertThat(context).hasFailed();
				var analysis = new WorkflowsFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("WF-3401", "schema/h2/V1__create.sql");
				assertThat(analysis.getAction()).contains("workflows.jdbc.initialize-schema=always");
			});
	}

	@Test
	void tablesThatTheApplicationMadeAreEnough() {
		starter("jdbc:h2:mem:by-script;DB_CLOSE_DELAY=-1").withUserConfiguration(GreetingApplication.class)
			.withPropertyValues("workflows.jdbc.initialize-schema=never", "spring.sql.init.mode=always",
					"spring.sql.init.schema-locations=classpath:dev/workflows/store/jdbc/schema/h2/V1__create.sql")
			.run((context) -> assertRuns(context));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:mem:jpa;DB_CLOSE_DELAY=-1",
			"jdbc:sqlite:%s/jpa.db?journal_mode=WAL&transaction_mode=IMMEDIATE&busy_timeout=10000" })
	void oneTransactionCoversJpaAndWorkflows(String url) {
		starter(url, HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class)
			.withUserConfiguration(LetterApplication.class)
			.withPropertyValues("spring.jpa.hibernate.ddl-auto=update")
			.run((context) -> {
				assertThat(context).hasSingleBean(PlatformTransactionManager.class)
					.hasSingleBean(JpaTransactionManager.class);
				LetterRepository letters = context.getBean(LetterRepository.class);
				TransactionTemplate transaction = new TransactionTemplate(
						context.getBean(PlatformTransactionManager.class));
				assertThatIllegalStateException().isThrownBy(() -> transaction.executeWithoutResult((status) -> {
					letters.saveAndFlush(new Letter("lost"));
					client(context).create(Greeting.class, "lost", "you");
					throw new IllegalStateException("roll back");
				}));
				assertThat(letters.findById("lost")).isEmpty();
				assertThatExceptionOfType(InstanceNotFoundException.class)
					.isThrownBy(() -> client(context).get(Greeting.class, "lost"));
				WorkflowInstance<String> kept = transaction.execute((status) -> {
					letters.save(new Letter("kept"));
					return client(context).create(Greeting.class, "kept", "you");
				});
				assertThat(letters.findById("kept")).isPresent();
				assertThat(kept.await(LONG)).isEqualTo("Hello you");
			});
	}

	private ApplicationContextRunner starter(String url, Class<?>... more) {
		return Contexts.starter(more).withPropertyValues("spring.datasource.url=" + url.formatted(this.directory));
	}

}
