package dev.workflows.test.contract;

import dev.workflows.StepKind;
import dev.workflows.store.StepKey;

/**
 * Keys of steps that are not the first of their name at the top.
 */
final class Keys {

	private Keys() {
	}

	static StepKey count(String name, int count) {
		return new StepKey("", StepKind.RUN, name, count);
	}

	static StepKey scope(String scope, String name) {
		return new StepKey(scope, StepKind.RUN, name, 1);
	}

}
