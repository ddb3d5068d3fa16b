package dev.workflows.simulation;

import java.util.HashSet;
import java.util.Set;

import dev.workflows.simulation.check.Evidence;
import dev.workflows.simulation.cluster.Database.Answer;
import dev.workflows.simulation.fault.FaultKind;
import dev.workflows.simulation.world.World;
import dev.workflows.store.CommitResult;
import dev.workflows.test.model.Applied;

/**
 * How much happened, to see that runs are not harmless.
 *
 * @param decisions how many times the world chose who goes on
 * @param instances how many instances there were
 * @param faults how many times something went wrong
 * @param lostReplies how many times a caller could not know what was applied
 * @param takeovers how many instances were taken from dead nodes
 * @param fenced how many commits were refused to those that were not the owner any more
 * @param resolved how many commits turned out to have been applied
 * @param repeats how many bodies ran although they had run before
 */
record Totals(long decisions, long instances, long faults, long lostReplies, long takeovers, long fenced, long resolved,
		long repeats) {

	static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0);

	static Totals of(World world, Evidence evidence) {
		long faults = evidence.faults().counts().values().stream().mapToLong(Integer::longValue).sum();
		long lost = evidence.faults()
			.counts()
			.entrySet()
			.stream()
			.filter((count) -> Set.of(FaultKind.DROP, FaultKind.LOSE_REPLY, FaultKind.LATE, FaultKind.LATE_LOCKED)
				.contains(count.getKey()))
			.mapToLong((count) -> count.getValue())
			.sum();
		Set<String> seen = new HashSet<>();
		long repeats = evidence.ledger()
			.entries()
			.stream()
			.filter((body) -> !seen.add(body.instance() + "/" + body.run() + body.key() + body.attempt()))
			.count();
		return new Totals(world.decisions(), changes(evidence, Applied.What.CREATE), faults, lost,
				changes(evidence, Applied.What.TAKEOVER), answers(evidence, CommitResult.LostOwnership.class),
				answers(evidence, CommitResult.AlreadyApplied.class), repeats);
	}

	private static long changes(Evidence evidence, Applied.What what) {
		return evidence.database().log().stream().filter((change) -> change.what() == what).count();
	}

	private static long answers(Evidence evidence, Class<? extends CommitResult> type) {
		return evidence.database().answers().stream().map(Answer::result).filter(type::isInstance).count();
	}

	Totals plus(Totals other) {
		return new Totals(this.decisions + other.decisions, this.instances + other.instances,
				this.faults + other.faults, this.lostReplies + other.lostReplies, this.takeovers + other.takeovers,
				this.fenced + other.fenced, this.resolved + other.resolved, this.repeats + other.repeats);
	}

	@Override
	public String toString() {
		return this.decisions + " decisions, " + this.instances + " instances, " + this.faults + " faults, "
				+ this.takeovers + " takeovers, " + this.fenced + " fenced commits, " + this.lostReplies
				+ " lost replies, " + this.resolved + " found applied, " + this.repeats + " repeated bodies";
	}

}
