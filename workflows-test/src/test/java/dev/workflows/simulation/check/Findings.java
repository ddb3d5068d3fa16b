package dev.workflows.simulation.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects violations.
 */
final class Findings {

	private final List<Violation> violations = new ArrayList<>();

	void require(boolean holds, String predicate, Object what) {
		if (!holds) {
			this.violations.add(new Violation(predicate, what.toString()));
		}
	}

	List<Violation> violations() {
		return this.violations;
	}

}
