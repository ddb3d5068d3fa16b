package dev.workflows.simulation.check;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Collects violations.
 */
final class Findings {

	private final List<Violation> violations = new ArrayList<>();

	private @Nullable Life life;

	/** What is required from now on is required of this instance. */
	Findings about(Life life) {
		this.life = life;
		return this;
	}

	void require(boolean holds, String predicate, Object what) {
		if (!holds) {
			List<String> story = (this.life != null) ? this.life.story() : List.of();
			this.violations.add(new Violation(predicate, what.toString(), story));
		}
	}

	List<Violation> violations() {
		return this.violations;
	}

}
