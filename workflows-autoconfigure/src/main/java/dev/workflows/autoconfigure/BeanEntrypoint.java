package dev.workflows.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowStep;
import dev.workflows.WorkflowValidationException;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Stands for a workflow bean until it is needed, so that the engine and its client can
 * exist before the bean does.
 */
final class BeanEntrypoint implements WorkflowEntrypoint<Object, Object> {

	private final BeanFactory beanFactory;

	private final String beanName;

	private volatile @Nullable WorkflowEntrypoint<Object, Object> target;

	BeanEntrypoint(BeanFactory beanFactory, String beanName) {
		this.beanFactory = beanFactory;
		this.beanName = beanName;
	}

	@Override
	public Object run(WorkflowEvent<Object> event, WorkflowStep step) throws Exception {
		return target().run(event, step);
	}

	/**
	 * Returns the bean, which is created if it does not exist yet.
	 * @return the bean
	 */
	@SuppressWarnings("unchecked")
	WorkflowEntrypoint<Object, Object> target() {
		WorkflowEntrypoint<Object, Object> bean = this.target;
		if (bean == null) {
			bean = this.beanFactory.getBean(this.beanName, WorkflowEntrypoint.class);
			requireUsableProxy(bean);
			this.target = bean;
		}
		return bean;
	}

	/**
	 * A final method is not forwarded by a class proxy: it would run without its fields.
	 */
	private void requireUsableProxy(WorkflowEntrypoint<?, ?> bean) {
		if (!AopUtils.isCglibProxy(bean)) {
			return;
		}
		Method run = ReflectionUtils.findMethod(AopUtils.getTargetClass(bean), "run", WorkflowEvent.class,
				WorkflowStep.class);
		if (run != null && Modifier.isFinal(run.getModifiers())) {
			throw new WorkflowValidationException("WF-3103", "run of workflow bean '" + this.beanName
					+ "' is final, but the bean is wrapped by a proxy that must override it. Remove final");
		}
	}

}
