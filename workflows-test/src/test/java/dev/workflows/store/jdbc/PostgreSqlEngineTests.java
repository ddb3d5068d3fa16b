package dev.workflows.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgreSqlEngineTests extends DatabaseEngineTests {

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.postgreSql();

	@Override
	StoreDatabase database() {
		return database;
	}

}
