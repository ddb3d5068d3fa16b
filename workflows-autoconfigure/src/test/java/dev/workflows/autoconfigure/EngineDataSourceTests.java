package dev.workflows.autoconfigure;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.WorkflowInstance;
import dev.workflows.autoconfigure.app.Greeting;
import dev.workflows.autoconfigure.app.GreetingApplication;
import dev.workflows.store.InstanceQueries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static dev.workflows.autoconfigure.WorkflowsAutoConfigurationTests.assertFailure;
import static dev.workflows.autoconfigure.WorkflowsAutoConfigurationTests.assertRuns;
import static dev.workflows.autoconfigure.WorkflowsAutoConfigurationTests.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EngineDataSource}, and for which data source it is made of.
 */
class EngineDataSourceTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = Contexts.starter().withUserConfiguration(GreetingApplication.class);

	@Test
	void worksWithoutHikari() {
		this.runner.withClassLoader(new FilteredClassLoader("com.zaxxer.hikari"))
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:without-hikari;DB_CLOSE_DELAY=-1",
					"spring.datasource.type=" + SimpleDriverDataSource.class.getName())
			.run(WorkflowsAutoConfigurationTests::assertRuns);
	}

	@Test
	void applicationThreadsCannotTakeTheConnectionsOfTheEngine() {
		this.runner
			.withPropertyValues("spring.datasource.hikari.maximum-pool-size=2",
					"spring.datasource.hikari.connection-timeout=250", "workflows.data-source.pool-size=4")
			.run((context) -> {
				HikariDataSource pool = context.getBean(HikariDataSource.class);
				List<Connection> taken = new ArrayList<>();
				WorkflowInstance<String> instance = client(context).create(Greeting.class, "one", "you");
				taken.add(pool.getConnection());
				taken.add(pool.getConnection());
				InstanceQueries queries = context.getBean(InstanceQueries.class);
				assertThatExceptionOfType(RuntimeException.class)
					.isThrownBy(() -> queries.find("greeting", instance.id()));
				taken.remove(0).close();
				assertThat(instance.await(LONG)).isEqualTo("Hello you");
				taken.remove(0).close();
				HikariDataSource own = (HikariDataSource) context.getBean(EngineDataSource.class).engine();
				assertThat(own).isNotSameAs(pool);
				assertThat(own.getPoolName()).isEqualTo("workflows");
				assertThat(own.getMaximumPoolSize()).isEqualTo(4);
				assertThat(own.getMinimumIdle()).isEqualTo(1);
			});
	}

	@Test
	void connectionsOfTheEngineAreClosedWithTheContext() {
		List<HikariDataSource> pools = new ArrayList<>();
		this.runner.run((context) -> pools.add((HikariDataSource) context.getBean(EngineDataSource.class).engine()));
		assertThat(pools).singleElement().satisfies((pool) -> assertThat(pool.isClosed()).isTrue());
	}

	@Test
	void withoutDataSourceTheStartFailsWithAnAction() {
		new ApplicationContextRunner()
			.withConfiguration(UserConfigurations.of(WorkflowsAutoConfiguration.class, GreetingApplication.class))
			.run((context) -> assertFailure(context, "WF-3301", "There is no DataSource bean", "@WorkflowsDataSource"));
	}

	@Test
	void twoEqualDataSourcesFailTheStartWithAnAction() {
		this.runner.withUserConfiguration(TwoDataSources.class)
			.run((context) -> assertFailure(context, "WF-3301", "There are 2 DataSource beans",
					"@WorkflowsDataSource"));
	}

	@ParameterizedTest
	@ValueSource(classes = { MarkedDataSource.class, PrimaryDataSource.class })
	void markedOrPrimaryDataSourceIsTaken(Class<?> configuration) {
		this.runner.withUserConfiguration(configuration).run((context) -> {
			assertRuns(context);
			DataSource chosen = context.getBean("chosen", DataSource.class);
			assertThat(context.getBean(EngineDataSource.class).application()).isSameAs(chosen);
			assertThat(new JdbcTemplate(chosen).queryForObject("select count(*) from workflow_instance", Long.class))
				.isEqualTo(1);
		});
	}

	@Test
	void readOnlyPoolIsRefused() {
		this.runner.withPropertyValues("spring.datasource.hikari.read-only=true")
			.run((context) -> assertFailure(context, "WF-3302", "read-only", "can write"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void poolWithAndWithoutAutoCommitWorks(String autoCommit) {
		this.runner.withPropertyValues("spring.datasource.hikari.auto-commit=" + autoCommit)
			.run(WorkflowsAutoConfigurationTests::assertRuns);
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDataSources {

		@Bean
		DataSource one() {
			return new DriverManagerDataSource("jdbc:h2:mem:one;DB_CLOSE_DELAY=-1");
		}

		@Bean
		DataSource other() {
			return new DriverManagerDataSource("jdbc:h2:mem:other;DB_CLOSE_DELAY=-1");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedDataSource {

		@Bean
		@WorkflowsDataSource
		HikariDataSource chosen() {
			return DataSourceBuilder.create()
				.type(HikariDataSource.class)
				.url("jdbc:h2:mem:marked;DB_CLOSE_DELAY=-1")
				.build();
		}

		@Bean
		@Primary
		DataSource other() {
			return new DriverManagerDataSource("jdbc:h2:mem:not-marked;DB_CLOSE_DELAY=-1");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryDataSource {

		@Bean
		@Primary
		HikariDataSource chosen() {
			return DataSourceBuilder.create()
				.type(HikariDataSource.class)
				.url("jdbc:h2:mem:primary;DB_CLOSE_DELAY=-1")
				.build();
		}

		@Bean
		DataSource other() {
			return new DriverManagerDataSource("jdbc:h2:mem:not-primary;DB_CLOSE_DELAY=-1");
		}

	}

}
