package dev.workflows.autoconfigure;

import dev.workflows.store.jdbc.CallerTransactionListener;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Adds the engine's listener to every transaction manager, those included that the
 * application declares itself and Boot does not customize.
 */
final class CallerTransactionPostProcessor implements BeanPostProcessor {

	private final CallerTransactionListener listener = new CallerTransactionListener();

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof PlatformTransactionManager
				&& bean instanceof ConfigurableTransactionManager transactionManager) {
			transactionManager.addListener(this.listener);
		}
		return bean;
	}

}
