package dev.workflows.test.model;

import dev.workflows.test.contract.ModelComparisonContractTests;
import dev.workflows.test.contract.ModelFixture;
import dev.workflows.test.contract.StoreFixture;

/**
 * The model agrees with itself, so a run depends on nothing but its seed.
 */
class ModelComparisonTests extends ModelComparisonContractTests {

	private final StoreFixture fixture = new ModelFixture();

	@Override
	protected StoreFixture fixture() {
		return this.fixture;
	}

}
