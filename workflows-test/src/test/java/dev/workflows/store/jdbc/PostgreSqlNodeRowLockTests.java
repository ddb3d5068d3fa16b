package dev.workflows.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgreSqlNodeRowLockTests extends NodeRowLockTests {

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.postgreSql();

	@Override
	StoreDatabase database() {
		return database;
	}

	@Override
	String waiting() {
		return "select count(*) from pg_locks where not granted";
	}

}
