package dev.workflows.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class H2NodeRowLockTests extends NodeRowLockTests {

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.h2Memory();

	@Override
	StoreDatabase database() {
		return database;
	}

	@Override
	String waiting() {
		return "select count(*) from information_schema.sessions where blocker_id is not null";
	}

}
