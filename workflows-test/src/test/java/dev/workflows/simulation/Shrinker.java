package dev.workflows.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.workflows.simulation.check.Violation;
import dev.workflows.simulation.fault.FaultKind;
import dev.workflows.simulation.work.Errand;

/**
 * Leaves out instances, kinds of faults and members for as long as the same predicate is
 * violated, so that there is less to read.
 */
final class Shrinker {

	/** Each try is a run. */
	private static final int MOST_RUNS = 200;

	private final Function<Plan, Result> run;

	private int runs;

	Shrinker(Function<Plan, Result> run) {
		this.run = run;
	}

	/** Returns a result with fewer parts that is bad in the same way. */
	Result shrink(Result bad) {
		String predicate = bad.violations().get(0).predicate();
		Predicate<Result> same = (
				result) -> result.violations().stream().map(Violation::predicate).anyMatch(predicate::equals);
		Result least = bad;
		Result before;
		do {
			before = least;
			least = smaller(least, same);
		}
		while (least != before);
		return least;
	}

	/** Returns a smaller result, or the same if none of its parts can be left out. */
	private Result smaller(Result bad, Predicate<Result> same) {
		for (Plan plan : candidates(bad.plan())) {
			if (this.runs++ < MOST_RUNS) {
				Result result = this.run.apply(plan);
				if (same.test(result)) {
					return result;
				}
			}
		}
		return bad;
	}

	private static List<Plan> candidates(Plan plan) {
		List<Plan> candidates = new ArrayList<>();
		List<Errand> errands = plan.errands();
		if (errands.size() > 2) {
			candidates.add(plan.with(errands.subList(0, errands.size() / 2)));
			candidates.add(plan.with(errands.subList(errands.size() / 2, errands.size())));
		}
		for (Errand errand : errands) {
			candidates.add(plan.with(errands.stream().filter((other) -> other != errand).toList()));
		}
		for (FaultKind kind : plan.kinds()) {
			Set<FaultKind> kinds = EnumSet.copyOf(plan.kinds());
			kinds.remove(kind);
			candidates.add(plan.with(kinds));
		}
		if (plan.members() > 1) {
			candidates.add(plan.with(plan.members() - 1));
		}
		return candidates;
	}

}
