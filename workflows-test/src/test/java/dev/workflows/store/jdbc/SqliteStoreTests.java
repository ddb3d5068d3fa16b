package dev.workflows.store.jdbc;

import dev.workflows.test.contract.WorkflowStoreContractTests;
import dev.workflows.test.contract.StoreFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteStoreTests extends WorkflowStoreContractTests {

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.sqlite();

	@Override
	protected StoreFixture fixture() {
		return database.fixture();
	}

}
