package dev.workflows.autoconfigure;

import java.time.Duration;

import javax.sql.DataSource;

import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowValidationException;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.engine.WorkflowEngineBuilder;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.jdbc.JdbcSchema;
import dev.workflows.store.jdbc.JdbcStore;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Runs the {@link dev.workflows.Workflow @Workflow} beans of an application on its own
 * database.
 *
 * @since 0.1
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass({ WorkflowEngine.class, DataSource.class })
@ConditionalOnBooleanProperty(name = "workflows.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WorkflowsProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class WorkflowsAutoConfiguration {

	@Bean
	EngineDataSource workflowsEngineDataSource(@WorkflowsDataSource ObjectProvider<DataSource> marked,
			ObjectProvider<DataSource> dataSources, WorkflowsProperties properties) {
		DataSource application = marked.getIfUnique();
		if (application == null) {
			application = dataSources.getIfUnique();
		}
		if (application == null) {
			long count = dataSources.stream().count();
			throw new WorkflowValidationException("WF-3301",
					(count == 0) ? "There is no DataSource bean to keep the workflows in."
							: "There are " + count
									+ " DataSource beans, none of them primary, and not exactly one is marked"
									+ " to keep the workflows.");
		}
		return EngineDataSource.open(application, properties.dataSource().poolSize());
	}

	@Bean
	WorkflowsSchemaInitializer workflowsSchemaInitializer(EngineDataSource dataSource, WorkflowsProperties properties) {
		return new WorkflowsSchemaInitializer(new JdbcSchema(dataSource.engine()),
				properties.jdbc().initializeSchema());
	}

	@Bean
	@ConditionalOnMissingBean
	JdbcStore workflowsStore(EngineDataSource dataSource) {
		return JdbcStore.open(dataSource.application(), dataSource.engine());
	}

	@Bean
	@ConditionalOnMissingBean
	InstanceQueries workflowInstanceQueries(JdbcStore store) {
		return store.queries();
	}

	@Bean
	@ConditionalOnMissingBean
	PayloadCodec workflowsPayloadCodec(ObjectProvider<JsonMapper> mappers, ObjectProvider<JsonMapper.Builder> builders,
			WorkflowsProperties properties) {
		JsonMapper mapper = mappers.getIfUnique();
		if (mapper == null) {
			JsonMapper.Builder builder = builders.getIfUnique();
			mapper = ((builder != null) ? builder : JsonMapper.builder()).build();
		}
		return new PayloadCodec(mapper, properties.toSettings().limits().payloadBytes());
	}

	@Bean
	WorkflowBeans workflowBeans(ConfigurableListableBeanFactory beanFactory) {
		return new WorkflowBeans(beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean
	WorkflowEngine workflowEngine(JdbcStore store, InstanceQueries queries, WorkflowBeans workflows, PayloadCodec codec,
			WorkflowsProperties properties, EngineParts parts) {
		WorkflowEngineBuilder builder = WorkflowEngine.builder()
			.store(store.store(), queries, store.callerTransaction())
			.workflows(workflows.definitions())
			.settings(properties.toSettings())
			.codec(codec);
		parts.applyTo(builder);
		return builder.build();
	}

	@Bean
	@ConditionalOnMissingBean
	WorkflowClient workflowClient(WorkflowEngine engine) {
		return engine.client();
	}

	@Bean
	EngineParts workflowsEngineParts(BeanFactory beanFactory, WorkflowsProperties properties) {
		return new EngineParts(beanFactory, properties.usesVirtualThreads());
	}

	@Bean
	DutyScheduler workflowsDutyScheduler() {
		return new DutyScheduler();
	}

	@Bean
	WorkflowsLifecycle workflowsLifecycle(WorkflowEngine engine, WorkflowBeans workflows, DutyScheduler duties,
			WorkflowsProperties properties, Environment environment) {
		Duration phaseTimeout = Binder.get(environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.orElse(Duration.ofSeconds(30));
		return new WorkflowsLifecycle(engine, workflows, duties, properties.toSettings(), phaseTimeout);
	}

	@Bean
	static CallerTransactionPostProcessor workflowsCallerTransactionPostProcessor() {
		return new CallerTransactionPostProcessor();
	}

	@Bean
	static LazyInitializationExcludeFilter workflowsLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(WorkflowsLifecycle.class);
	}

}
