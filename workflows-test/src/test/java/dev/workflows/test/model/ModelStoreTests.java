package dev.workflows.test.model;

import dev.workflows.test.contract.ModelFixture;
import dev.workflows.test.contract.RowLockingStoreContractTests;
import dev.workflows.test.contract.StoreFixture;

class ModelStoreTests extends RowLockingStoreContractTests {

	private final StoreFixture fixture = new ModelFixture();

	@Override
	protected StoreFixture fixture() {
		return this.fixture;
	}

}
