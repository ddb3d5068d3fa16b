package dev.workflows.simulation.check;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Collects violations.
 */
final class Findings {

	/** One violation brings others with it. */
	private static final int STORIES = 3;

	private final List<Violation> violations = new ArrayList<>();

	private @Nullable Life life;

	/** What is required from now on is required of this instance. */
	Findings about(@Nullable Life life) {
		this.life = life;
		return this;
	}

	void require(boolean holds, String predicate, Object what) {
		if (!holds) {
			boolean told = this.life == null || this.violations.size() >= STORIES;
			List<String> story = told ? List.of() : this.life.story();
			this.violations.add(new Violation(predicate, what.toString(), story));
		}
	}

	List<Violation> violations() {
		return this.violations;
	}

}
