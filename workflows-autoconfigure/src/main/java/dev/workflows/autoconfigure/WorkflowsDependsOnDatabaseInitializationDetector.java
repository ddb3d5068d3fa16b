package dev.workflows.autoconfigure;

import java.util.Set;

import dev.workflows.store.jdbc.JdbcStore;

import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;

/**
 * Tells Boot that our store needs an initialized database.
 */
final class WorkflowsDependsOnDatabaseInitializationDetector
		extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

	@Override
	protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
		return Set.of(JdbcStore.class);
	}

}
