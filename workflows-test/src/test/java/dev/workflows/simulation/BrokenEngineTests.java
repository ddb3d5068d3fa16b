package dev.workflows.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.workflows.simulation.broken.BrokenEngine;
import dev.workflows.simulation.check.Violation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The checker notices what it is there for: an engine that is broken in one way is caught
 * by a predicate that says so.
 */
@ExtendWith(Quiet.class)
class BrokenEngineTests {

	private static final int MOST_SEEDS = 500;

	private final Runner runner = new Runner();

	@Test
	void everyBrokenEngineIsCaught() {
		List<BrokenEngine> caught = new ArrayList<>();
		for (BrokenEngine broken : BrokenEngine.values()) {
			String how = how(broken);
			System.out.println(broken + ", " + broken.what() + ": " + ((how != null) ? how : "NOT CAUGHT"));
			if (how != null) {
				caught.add(broken);
			}
		}
		System.out.println(caught.size() + " of " + BrokenEngine.values().length + " broken engines caught");
		assertThat(caught).containsExactly(BrokenEngine.values());
	}

	private @Nullable String how(BrokenEngine broken) {
		for (long seed = 1; seed <= MOST_SEEDS; seed++) {
			Result result = this.runner.run(Plan.of(seed).with(broken.kinds()).withHarshness(), broken);
			Set<String> fitting = new TreeSet<>();
			result.violations().stream().map(Violation::predicate).forEach(fitting::add);
			fitting.retainAll(broken.predicates());
			if (!fitting.isEmpty()) {
				return "caught by " + String.join(", ", fitting) + " with seed " + seed;
			}
		}
		return null;
	}

}
