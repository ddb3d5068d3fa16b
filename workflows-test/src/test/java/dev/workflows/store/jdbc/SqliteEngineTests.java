package dev.workflows.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteEngineTests extends DatabaseEngineTests {

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.sqlite();

	@Override
	StoreDatabase database() {
		return database;
	}

}
