package dev.workflows.autoconfigure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.workflows.Workflow;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowStep;
import dev.workflows.WorkflowValidationException;
import dev.workflows.registry.WorkflowDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.MapPropertySource;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkflowBeans}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkflowBeansTests {

	@Test
	void componentIsFoundBeforeItIsCreated() {
		with((beans) -> {
			WorkflowDefinition definition = beans.definitions().get(0);
			assertThat(definition.name()).isEqualTo("greeting");
			assertThat(definition.type()).isEqualTo(Greeting.class);
			assertThat(definition.paramsType()).isEqualTo(String.class);
		}, (context) -> {
			context.registerBean(Greeting.class, () -> {
				throw new IllegalStateException("created too early");
			}, (definition) -> definition.setLazyInit(true));
		});
	}

	@Test
	void nameOfTheWorkflowIsNotTheNameOfTheBean() {
		with((beans) -> assertThat(beans.definitions()).singleElement()
			.extracting(WorkflowDefinition::name)
			.isEqualTo("greeting"), (context) -> {
				context.register(Greeting.class);
				assertThat(context.containsBeanDefinition("workflowBeansTests.Greeting")).isTrue();
				assertThat(context.containsBeanDefinition("greeting")).isFalse();
			});
	}

	@Test
	void beanMethodThatSaysOnlyTheInterfaceIsFound() throws Exception {
		with((beans) -> assertThat(beans.definitions()).extracting(WorkflowDefinition::type)
			.containsExactly(Greeting.class), (context) -> context.register(InterfaceMethod.class));
	}

	@Test
	void classBehindProxiesIsFound() {
		for (boolean classProxy : List.of(true, false)) {
			with((beans) -> {
				beans.create();
				assertThat(beans.definitions()).extracting(WorkflowDefinition::type).containsExactly(Greeting.class);
				assertThat(run(beans)).isEqualTo("Hello you");
			}, (context) -> context.registerBean("proxied", WorkflowEntrypoint.class, () -> {
				ProxyFactory factory = new ProxyFactory(new Greeting());
				factory.setProxyTargetClass(classProxy);
				return (WorkflowEntrypoint<?, ?>) factory.getProxy();
			}));
		}
	}

	@Test
	void finalRunBehindClassProxyIsRefused() {
		with((beans) -> assertThatExceptionOfType(WorkflowValidationException.class).isThrownBy(beans::create)
			.withMessageContaining("WF-3103")
			.withMessageContaining("'proxied'"),
				(context) -> context.registerBean("proxied", WorkflowEntrypoint.class, () -> {
					ProxyFactory factory = new ProxyFactory(new FinalRun());
					factory.setProxyTargetClass(true);
					return (WorkflowEntrypoint<?, ?>) factory.getProxy();
				}));
	}

	@Test
	void otherBeansAreNotCreated() {
		with((beans) -> assertThat(beans.definitions()).hasSize(1), (context) -> {
			context.register(Greeting.class);
			context.registerBean("unrelated", FactoryBean.class, () -> {
				throw new IllegalStateException("created too early");
			}, (definition) -> definition.setLazyInit(true));
		});
	}

	@Test
	void placeholderInNameIsResolved() {
		with((beans) -> assertThat(beans.definitions()).extracting(WorkflowDefinition::name)
			.containsExactly("from-environment"), (context) -> context.register(Placeholder.class));
	}

	@ParameterizedTest
	@ValueSource(classes = { Expression.class, Unresolved.class, BadName.class, NoName.class })
	void nameThatIsNoneIsRefused(Class<?> type) {
		refused("WF-3101", (context) -> context.registerBean("theBean", type), "'theBean'", type.getName());
	}

	@Test
	void twoBeansOfOneNameAreRefused() {
		refused("WF-3102", (context) -> {
			context.registerBean("one", Greeting.class);
			context.registerBean("other", Greeting.class);
		}, "'one'", "'other'", "\"greeting\"");
	}

	@Test
	void annotatedClassThatIsNoEntrypointIsRefused() {
		refused("WF-3104", (context) -> context.registerBean("theBean", NoEntrypoint.class), "'theBean'",
				"implements WorkflowEntrypoint<Params, Result>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "prototype", "request" })
	void beanThatIsNoSingletonIsRefused(String scope) {
		refused("WF-3105", (context) -> context.registerBean("theBean", Greeting.class,
				(definition) -> definition.setScope(scope)), "'theBean'");
	}

	@Test
	void scopedProxyIsRefused() {
		refused("WF-3105", (context) -> context.register(ScopedMethod.class), "'scopedGreeting'");
	}

	@ParameterizedTest
	@ValueSource(classes = { TransactionalRun.class, TransactionalClass.class, JakartaTransactionalRun.class })
	void transactionalRunIsRefused(Class<?> type) {
		refused("WF-3106", (context) -> context.registerBean("theBean", type), "'theBean'", "@Transactional");
	}

	@Test
	void fieldsThatCanChangeAreReported(CapturedOutput output) {
		with((beans) -> assertThat(beans.definitions()).hasSize(1),
				(context) -> context.registerBean("theBean", Mutable.class));
		assertThat(output).contains("'theBean' has fields that can change: [counter]");
	}

	@Test
	void stepsThatWillBeRefusedAreReportedWithTheCodeToWrite(CapturedOutput output) {
		with((beans) -> assertThat(beans.definitions()).hasSize(1), (context) -> context.register(RawStep.class));
		assertThat(output).contains("RawStep, line ").contains("returning(new TypeRef<List<TheType>>() {})");
	}

	@Test
	void entrypointWithoutAnnotationIsReportedAndLeftOut(CapturedOutput output) {
		with((beans) -> assertThat(beans.definitions()).isEmpty(), (context) -> context.registerBean("lambda",
				WorkflowEntrypoint.class, () -> (WorkflowEntrypoint<String, String>) (event, step) -> "x"));
		assertThat(output).contains("Bean 'lambda' is a WorkflowEntrypoint without @Workflow");
	}

	@SuppressWarnings("unchecked")
	private static Object run(WorkflowBeans beans) {
		try {
			return ((WorkflowEntrypoint<String, String>) beans.definitions().get(0).entrypoint())
				.run(new WorkflowEvent<>("you", Instant.EPOCH, "1", "greeting"), null);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void refused(String code, Consumer<AnnotationConfigApplicationContext> setup, String... parts) {
		try (AnnotationConfigApplicationContext context = context(setup)) {
			assertThatExceptionOfType(WorkflowValidationException.class)
				.isThrownBy(() -> new WorkflowBeans(context.getBeanFactory()))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code))
				.satisfies((ex) -> assertThat(ex.getMessage()).contains(parts));
		}
	}

	private static void with(Consumer<WorkflowBeans> assertions, Consumer<AnnotationConfigApplicationContext> setup) {
		try (AnnotationConfigApplicationContext context = context(setup)) {
			assertions.accept(new WorkflowBeans(context.getBeanFactory()));
		}
	}

	private static AnnotationConfigApplicationContext context(Consumer<AnnotationConfigApplicationContext> setup) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("the.name", "from-environment")));
		setup.accept(context);
		context.refresh();
		return context;
	}

	@Workflow("greeting")
	static class Greeting implements WorkflowEntrypoint<String, String> {

		@Override
		public String run(WorkflowEvent<String> event, WorkflowStep step) {
			return "Hello " + event.payload();
		}

	}

	@Workflow("final-run")
	static class FinalRun implements WorkflowEntrypoint<String, String> {

		@Override
		public final String run(WorkflowEvent<String> event, WorkflowStep step) {
			return "x";
		}

	}

	@Workflow("${the.name}")
	static class Placeholder extends Greeting {

	}

	@Workflow("#{'x' + 'y'}")
	static class Expression extends Greeting {

	}

	@Workflow("${not.there}")
	static class Unresolved extends Greeting {

	}

	@Workflow("not a name")
	static class BadName extends Greeting {

	}

	@Workflow
	static class NoName extends Greeting {

	}

	@Workflow("none")
	static class NoEntrypoint {

	}

	@Workflow("transactional")
	static class TransactionalRun implements WorkflowEntrypoint<String, String> {

		@Override
		@Transactional
		public String run(WorkflowEvent<String> event, WorkflowStep step) {
			return "x";
		}

	}

	@Workflow("transactional")
	@Transactional
	static class TransactionalClass extends Greeting {

	}

	@Workflow("transactional")
	static class JakartaTransactionalRun implements WorkflowEntrypoint<String, String> {

		@Override
		@jakarta.transaction.Transactional
		public String run(WorkflowEvent<String> event, WorkflowStep step) {
			return "x";
		}

	}

	@Workflow("mutable")
	static class Mutable extends Greeting {

		@Deprecated
		private String injected;

		private int counter;

		private final String fixed = "x";

		@Override
		public String run(WorkflowEvent<String> event, WorkflowStep step) {
			this.counter++;
			return this.fixed + this.counter + this.injected;
		}

	}

	@Workflow("raw")
	static class RawStep implements WorkflowEntrypoint<String, Integer> {

		@Override
		public Integer run(WorkflowEvent<String> event, WorkflowStep step) {
			return step.run("list", () -> List.of("a")).size();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceMethod {

		@Bean
		@Lazy
		WorkflowEntrypoint<String, String> greeting() {
			return new Greeting();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedMethod {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = org.springframework.context.annotation.ScopedProxyMode.TARGET_CLASS)
		Greeting scopedGreeting() {
			return new Greeting();
		}

	}

}
