package dev.workflows.store.jdbc;

import dev.workflows.test.contract.ModelComparisonContractTests;
import dev.workflows.test.contract.StoreFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteModelComparisonTests extends ModelComparisonContractTests {

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.sqlite();

	@Override
	protected StoreFixture fixture() {
		return database.fixture();
	}

}
