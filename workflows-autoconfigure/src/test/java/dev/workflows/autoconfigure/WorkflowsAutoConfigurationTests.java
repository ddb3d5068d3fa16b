package dev.workflows.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import dev.workflows.InstanceNotFoundException;
import dev.workflows.InstanceStatus;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowInstance;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.Workflow;
import dev.workflows.WorkflowStep;
import dev.workflows.autoconfigure.app.Greeting;
import dev.workflows.autoconfigure.app.GreetingApplication;
import dev.workflows.autoconfigure.app.Note;
import dev.workflows.autoconfigure.app.NoteRepository;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.observation.EngineListener;
import dev.workflows.store.jdbc.CallerTransactionListener;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkflowsAutoConfiguration}.
 */
class WorkflowsAutoConfigurationTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = Contexts.starter().withUserConfiguration(GreetingApplication.class);

	@Test
	void workflowRunsWithNothingButTheStarterAndH2() {
		this.runner.run((context) -> {
			WorkflowInstance<String> instance = client(context).create(Greeting.class, "one", "you");
			assertThat(instance.await(LONG)).isEqualTo("Hello you");
			assertThat(instance.status().steps()).singleElement()
				.satisfies((step) -> assertThat(step.name()).isEqualTo("greet"));
		});
	}

	@Test
	void backsOffWhenDisabled() {
		this.runner.withPropertyValues("workflows.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(WorkflowEngine.class)
				.doesNotHaveBean(WorkflowClient.class)
				.doesNotHaveBean(ScheduledTaskHolder.class));
	}

	@Test
	void beansOfBootStay() {
		this.runner.withUserConfiguration(Scheduling.class).run((context) -> {
			assertThat(context).hasSingleBean(DataSource.class)
				.hasSingleBean(JsonMapper.class)
				.hasSingleBean(TaskScheduler.class)
				.hasSingleBean(PlatformTransactionManager.class)
				.hasSingleBean(JdbcTemplate.class)
				.hasBean("taskScheduler")
				.hasBean("applicationTaskExecutor");
			assertThat(context.getBeanNamesForType(AsyncTaskExecutor.class)).contains("applicationTaskExecutor");
		});
	}

	@Test
	void repositoriesOfTheApplicationStay() {
		this.runner.run((context) -> {
			context.getBean(JdbcTemplate.class)
				.execute("create table note (id bigint generated always as identity primary key, text varchar(20))");
			NoteRepository notes = context.getBean(NoteRepository.class);
			notes.save(new Note(null, "mine"));
			assertThat(notes.findAll()).extracting(Note::text).containsExactly("mine");
			assertThat(context.getBeanNamesForType(org.springframework.data.repository.Repository.class)).hasSize(1);
		});
	}

	@Test
	void createBelongsToTheTransactionOfTheCaller() {
		this.runner.run((context) -> {
			TransactionTemplate transaction = new TransactionTemplate(
					context.getBean(PlatformTransactionManager.class));
			transaction.executeWithoutResult((status) -> {
				client(context).create(Greeting.class, "undone", "you");
				status.setRollbackOnly();
			});
			assertThatExceptionOfType(InstanceNotFoundException.class)
				.isThrownBy(() -> client(context).get(Greeting.class, "undone"));
			WorkflowInstance<String> done = transaction
				.execute((status) -> client(context).create(Greeting.class, "done", "you"));
			assertThat(done.await(LONG)).isEqualTo("Hello you");
		});
	}

	@Test
	void everyTransactionManagerTellsTheEngineOfItsCommits() {
		this.runner
			.withBean("own", DataSourceTransactionManager.class,
					() -> new DataSourceTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:own")))
			.run((context) -> assertThat(
					context.getBean("own", DataSourceTransactionManager.class).getTransactionExecutionListeners())
				.hasAtLeastOneElementOfType(CallerTransactionListener.class));
		this.runner.run((context) -> assertThat(
				context.getBean(ConfigurableTransactionManager.class).getTransactionExecutionListeners())
			.hasAtLeastOneElementOfType(CallerTransactionListener.class));
	}

	@Test
	void verbInAfterCommitCallbackIsNotLost() {
		this.runner.run((context) -> {
			new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
				.executeWithoutResult((status) -> TransactionSynchronizationManager
					.registerSynchronization(new TransactionSynchronization() {

						@Override
						public void afterCommit() {
							client(context).create(Greeting.class, "late", "you");
						}

					}));
			assertThat(client(context).get(Greeting.class, "late").await(LONG)).isEqualTo("Hello you");
		});
	}

	@Test
	void workflowMayDependOnTheClientThatStartsIt() {
		this.runner.withUserConfiguration(Parent.class).run((context) -> {
			WorkflowInstance<String> parent = client(context).create(Parent.class, "parent", "you");
			assertThat(parent.await(LONG)).isEqualTo("child-of-parent");
			assertThat(client(context).get(Greeting.class, "child-of-parent").await(LONG)).isEqualTo("Hello you");
		});
	}

	@Test
	void engineStartsThoughBeansAreLazy() {
		this.runner
			.withInitializer((context) -> context
				.addBeanFactoryPostProcessor(new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context.getBeanFactory().containsSingleton("workflowEngine")).isTrue();
				assertRuns(context);
			});
	}

	@Test
	void customizersHaveTheLastWordInTheirOrder() {
		this.runner.withUserConfiguration(Customizers.class)
			.run((context) -> assertThat(context.getBean(Customizers.class).called).containsExactly("first", "second"));
	}

	@Test
	void listenersHearTheEngine() {
		this.runner.withUserConfiguration(Listening.class).run((context) -> {
			assertRuns(context);
			assertThat(context.getBean(Listening.class).ended).contains("greeting/complete");
		});
	}

	@Test
	void impossibleSettingFailsTheStartWithAnAction() {
		this.runner.withPropertyValues("workflows.lease=0s")
			.run((context) -> assertFailure(context, "WF-3201", "workflows.lease must be PT1S to PT1H",
					"Set the property"));
	}

	@Test
	void twoWorkflowsOfOneNameFailTheStartWithAnAction() {
		this.runner.withBean("one", Greeting.class)
			.withBean("another", Greeting.class)
			.run((context) -> assertFailure(context, "WF-3102", "'another'", "Rename one"));
	}

	@Test
	void dutiesAreAmongTheScheduledTasks() {
		this.runner.run((context) -> assertThat(context.getBean(ScheduledTaskHolder.class).getScheduledTasks())
			.extracting((task) -> task.getTask().toString())
			.containsExactlyInAnyOrder("workflows.poll", "workflows.sweep", "workflows.reconcile"));
	}

	static WorkflowClient client(ApplicationContext context) {
		return context.getBean(WorkflowClient.class);
	}

	static void assertRuns(ApplicationContext context) {
		WorkflowInstance<String> instance = client(context).create(Greeting.class, "one", "you");
		assertThat(instance.await(LONG)).isEqualTo("Hello you");
		assertThat(instance.status().status()).isEqualTo(InstanceStatus.COMPLETE);
	}

	static void assertFailure(AssertableApplicationContext context, String code, String description, String action) {
		assertThat(context).hasFailed();
		var analysis = new WorkflowsFailureAnalyzer().analyze(context.getStartupFailure());
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains(code, description);
		assertThat(analysis.getAction()).contains(action);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	@Workflow("parent")
	static class Parent implements WorkflowEntrypoint<String, String> {

		private final WorkflowClient workflows;

		Parent(WorkflowClient workflows) {
			this.workflows = workflows;
		}

		@Override
		public String run(WorkflowEvent<String> event, WorkflowStep step) {
			return step.run("start child",
					() -> this.workflows.create(Greeting.class, "child-of-" + event.instanceId(), event.payload())
						.id());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		final List<String> called = new ArrayList<>();

		@Bean
		@Order(2)
		static WorkflowEngineBuilderCustomizer second(Customizers customizers) {
			return (builder) -> customizers.called.add("second");
		}

		@Bean
		@Order(1)
		static WorkflowEngineBuilderCustomizer first(Customizers customizers) {
			return (builder) -> customizers.called.add("first");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listening implements EngineListener {

		final List<String> ended = java.util.Collections.synchronizedList(new ArrayList<>());

		@Override
		public void instanceEnded(String workflow, InstanceStatus status) {
			this.ended.add(workflow + "/" + status.word());
		}

	}

}
