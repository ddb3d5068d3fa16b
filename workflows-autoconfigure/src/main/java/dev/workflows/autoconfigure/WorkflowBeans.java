package dev.workflows.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.workflows.Names;
import dev.workflows.Workflow;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowValidationException;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.registry.WorkflowDefinitions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * The {@link Workflow @Workflow} beans of the application. They are found by their type,
 * as components or as {@code @Bean} methods, through proxies, and normally before they
 * are created: so a workflow may depend on the client that starts it. Creating them is
 * left to {@link #create()}, at the start of the engine.
 *
 * @since 0.1
 */
public final class WorkflowBeans {

	private static final Logger logger = LoggerFactory.getLogger(WorkflowBeans.class);

	private static final String SCOPED_TARGET = "scopedTarget.";

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<String, BeanEntrypoint> entrypoints = new LinkedHashMap<>();

	private final Map<String, String> beanNames = new LinkedHashMap<>();

	private final List<WorkflowDefinition> definitions = new ArrayList<>();

	WorkflowBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		Set<String> candidates = new LinkedHashSet<>(
				List.of(beanFactory.getBeanNamesForType(WorkflowEntrypoint.class, true, false)));
		candidates.forEach(this::addCandidate);
		for (String beanName : beanFactory.getBeanDefinitionNames()) {
			if (!candidates.contains(beanName)) {
				requireNotAnnotated(beanName);
			}
		}
	}

	/**
	 * Returns what the beans define.
	 * @return the definitions, names unique
	 */
	public List<WorkflowDefinition> definitions() {
		return List.copyOf(this.definitions);
	}

	/**
	 * Creates the beans that do not exist yet.
	 * @throws WorkflowValidationException (WF-3103) if one is a proxy that cannot work
	 */
	void create() {
		this.entrypoints.values().forEach(BeanEntrypoint::target);
	}

	private void addCandidate(String beanName) {
		Class<?> type = userClass(beanName);
		MergedAnnotation<Workflow> annotation = annotation(type);
		if (annotation == null && this.beanFactory.isSingleton(beanName)) {
			// The declared type says too little, so only the bean itself can tell.
			type = AopProxyUtils.ultimateTargetClass(this.beanFactory.getBean(beanName));
			annotation = annotation(type);
		}
		if (annotation == null || type == null) {
			logger.warn("Bean '{}' is a WorkflowEntrypoint without @Workflow, so no workflow of this node", beanName);
			return;
		}
		if (!this.beanFactory.isSingleton(beanName)) {
			throw new WorkflowValidationException("WF-3105",
					"workflow bean '" + beanName.replaceFirst("^" + SCOPED_TARGET, "") + "' (" + type.getName()
							+ ") must be a singleton: one bean serves all instances, on threads without a request."
							+ " Remove its scope");
		}
		add(beanName, type, annotation.getString("value"));
	}

	private void add(String beanName, Class<?> type, String declaredName) {
		String name = resolveName(beanName, type, declaredName);
		String other = this.beanNames.putIfAbsent(name, beanName);
		if (other != null) {
			throw new WorkflowValidationException("WF-3102",
					"workflow name " + Names.quoted(name) + " is used by bean '" + other + "' and by bean '" + beanName
							+ "'; instances find their code by this name, so give one of them another");
		}
		WorkflowBeanChecks.check(beanName, type);
		BeanEntrypoint entrypoint = new BeanEntrypoint(this.beanFactory, beanName);
		this.entrypoints.put(name, entrypoint);
		this.definitions.add(WorkflowDefinitions.of(name, entrypoint, type));
	}

	private String resolveName(String beanName, Class<?> type, String declaredName) {
		String problem;
		try {
			String name = declaredName.contains("#{") ? null : this.beanFactory.resolveEmbeddedValue(declaredName);
			if (name != null && !name.contains("#{")) {
				return Names.workflow(name);
			}
			problem = "expressions (#{...}) are not evaluated";
		}
		catch (IllegalArgumentException | WorkflowValidationException ex) {
			problem = String.valueOf(ex.getMessage());
		}
		throw new WorkflowValidationException("WF-3101", "@Workflow(" + Names.quoted(declaredName) + ") on bean '"
				+ beanName + "' (" + type.getName() + ") does not give a name: " + problem);
	}

	private void requireNotAnnotated(String beanName) {
		// false: a factory bean of the application is not created early for this look.
		if (this.beanFactory.findAnnotationOnBean(beanName, Workflow.class, false) == null) {
			return;
		}
		Class<?> type = userClass(beanName);
		if (type != null && !WorkflowEntrypoint.class.isAssignableFrom(type)) {
			throw new WorkflowValidationException("WF-3104", "bean '" + beanName + "' (" + type.getName()
					+ ") has @Workflow, but is no WorkflowEntrypoint. Write: class " + type.getSimpleName()
					+ " implements WorkflowEntrypoint<Params, Result> { public Result run(WorkflowEvent<Params> event,"
					+ " WorkflowStep step) { ... } }");
		}
	}

	private @Nullable Class<?> userClass(String beanName) {
		Class<?> type = this.beanFactory.containsSingleton(beanName)
				? AopProxyUtils.ultimateTargetClass(this.beanFactory.getBean(beanName))
				: AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
		return (type != null) ? ClassUtils.getUserClass(type) : null;
	}

	private static @Nullable MergedAnnotation<Workflow> annotation(@Nullable Class<?> type) {
		if (type == null) {
			return null;
		}
		MergedAnnotation<Workflow> annotation = MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
			.get(Workflow.class);
		return annotation.isPresent() ? annotation : null;
	}

}
