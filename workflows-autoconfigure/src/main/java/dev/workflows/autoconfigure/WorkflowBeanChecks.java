package dev.workflows.autoconfigure;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowStep;
import dev.workflows.WorkflowValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ReflectionUtils;

/**
 * Looks at the class of a workflow for what would go wrong later: refuses what can never
 * work and warns of what probably does not.
 */
final class WorkflowBeanChecks {

	private static final Logger logger = LoggerFactory.getLogger(WorkflowBeanChecks.class);

	private static final List<String> TRANSACTIONAL = List
		.of("org.springframework.transaction.annotation.Transactional", "jakarta.transaction.Transactional");

	private WorkflowBeanChecks() {
	}

	static void check(String beanName, Class<?> type) {
		refuseTransactionalRun(beanName, type);
		warnOfMutableFields(beanName, type);
		for (RawStepResults.Place place : RawStepResults.find(type)) {
			logger.warn("{}: the step will be refused, as JSON cannot be read back as {} without its type. Write: {}",
					place.where(), place.result(), place.code());
		}
	}

	private static void refuseTransactionalRun(String beanName, Class<?> type) {
		Method run = ReflectionUtils.findMethod(type, "run", WorkflowEvent.class, WorkflowStep.class);
		if (isTransactional(MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY))
				|| (run != null && isTransactional(MergedAnnotations.from(run, SearchStrategy.TYPE_HIERARCHY)))) {
			throw new WorkflowValidationException("WF-3106",
					"run of workflow bean '" + beanName + "' (" + type.getName()
							+ ") is @Transactional, but an instance outlives every transaction: each step is"
							+ " stored on its own. Remove it from run and put it on the methods that the steps call");
		}
	}

	private static boolean isTransactional(MergedAnnotations annotations) {
		return TRANSACTIONAL.stream().anyMatch(annotations::isPresent);
	}

	private static void warnOfMutableFields(String beanName, Class<?> type) {
		List<String> mutable = new ArrayList<>();
		ReflectionUtils.doWithFields(type, (field) -> mutable.add(field.getName()), WorkflowBeanChecks::isMutableState);
		if (!mutable.isEmpty()) {
			logger.warn("Workflow bean '{}' has fields that can change: {}. One bean serves all instances, and run"
					+ " begins anew on every activation, so state of an instance belongs into step results. Make the"
					+ " fields final", beanName, mutable);
		}
	}

	/** A field with an annotation is most likely injected. */
	private static boolean isMutableState(Field field) {
		int modifiers = field.getModifiers();
		return !Modifier.isFinal(modifiers) && !Modifier.isStatic(modifiers) && !field.isSynthetic()
				&& field.getAnnotations().length == 0;
	}

}
