package dev.workflows.store.jdbc;

import dev.workflows.test.contract.ModelComparisonContractTests;
import dev.workflows.test.contract.StoreFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class H2ModelComparisonTests extends ModelComparisonContractTests {

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.h2Memory();

	@Override
	protected StoreFixture fixture() {
		return database.fixture();
	}

}
