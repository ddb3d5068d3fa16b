package dev.workflows.autoconfigure;

import dev.workflows.store.jdbc.JdbcSchema;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Creates, migrates or checks the tables before anything of ours uses them.
 */
final class WorkflowsSchemaInitializer implements InitializingBean {

	private final JdbcSchema schema;

	private final DatabaseInitializationMode mode;

	WorkflowsSchemaInitializer(JdbcSchema schema, DatabaseInitializationMode mode) {
		this.schema = schema;
		this.mode = mode;
	}

	@Override
	public void afterPropertiesSet() {
		if (this.mode == DatabaseInitializationMode.ALWAYS
				|| (this.mode == DatabaseInitializationMode.EMBEDDED && this.schema.isEmbedded())) {
			this.schema.createOrMigrate();
		}
		else {
			this.schema.check();
		}
	}

}
