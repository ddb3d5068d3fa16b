package dev.workflows.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class H2EngineTests extends DatabaseEngineTests {

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.h2File();

	@Override
	StoreDatabase database() {
		return database;
	}

}
