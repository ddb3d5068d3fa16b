package dev.workflows.store.jdbc;

import dev.workflows.test.contract.RowLockingStoreContractTests;
import dev.workflows.test.contract.StoreFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class H2FileStoreTests extends RowLockingStoreContractTests {

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.h2File().onOnePool();

	@Override
	protected StoreFixture fixture() {
		return database.fixture();
	}

}
