package dev.workflows.simulation;

import java.util.List;

import dev.workflows.simulation.check.Violation;
import dev.workflows.simulation.world.Trace;

/**
 * What came of a run.
 *
 * @param plan what was run
 * @param violations what must not be
 * @param totals how much happened
 * @param trace what was decided
 */
record Result(Plan plan, List<Violation> violations, Totals totals, Trace trace) {

	boolean isGood() {
		return this.violations.isEmpty();
	}

}
