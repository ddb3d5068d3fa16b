package dev.workflows.simulation.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.simulation.check.Life.Change;
import dev.workflows.simulation.cluster.Database.Answer;
import dev.workflows.simulation.cluster.Database.Raise;
import dev.workflows.store.CommitResult;
import dev.workflows.test.model.Applied.What;

/**
 * Only the newest owner writes, and it hears what is said to it.
 */
final class OwnershipChecks {

	private final Evidence evidence;

	private final Lives lives;

	private final Findings findings;

	OwnershipChecks(Evidence evidence, Lives lives, Findings findings) {
		this.evidence = evidence;
		this.lives = lives;
		this.findings = findings;
	}

	void check() {
		this.lives.all().forEach(this::checkFences);
		Map<UUID, Long> seen = new HashMap<>();
		this.evidence.database()
			.answers()
			.forEach((answer) -> seen.put(answer.commit().token(), answer.commit().signalSeen()));
		this.evidence.database().raises().forEach((raise) -> checkHeard(raise, seen));
		Set<UUID> tokens = new HashSet<>();
		this.lives.all()
			.stream()
			.flatMap((life) -> life.changes().stream())
			.map((change) -> change.applied().commit())
			.filter(Objects::nonNull)
			.forEach((commit) -> tokens.add(commit.token()));
		for (Answer answer : this.evidence.database().answers()) {
			if (answer.result() instanceof CommitResult.Applied) {
				checkApplied(answer);
			}
			else if (answer.result() instanceof CommitResult.AlreadyApplied) {
				this.findings.require(tokens.contains(answer.commit().token()), "I7", "not applied before: " + answer);
			}
		}
	}

	/** I6: fences only grow, and each has one owner; I7: who writes is the owner. */
	private void checkFences(Life life) {
		this.findings.about(life);
		long fence = 0;
		Map<Long, UUID> owners = new HashMap<>();
		for (Change change : life.changes()) {
			boolean grows = change.applied().fenceBefore() == fence && change.applied().fence() >= fence;
			this.findings.require(grows, "I6", change);
			fence = change.applied().fence();
			UUID by = change.applied().by();
			if (change.what() == What.CLAIM && by != null) {
				this.findings.require(owners.put(fence, by) == null, "I6", "a second owner: " + change);
			}
			if (change.what() == What.COMMIT) {
				this.findings.require(Objects.equals(by, life.ownerBefore(change.position())), "I7", change);
			}
		}
	}

	/** I7: whoever is told that a commit was applied was the owner then. */
	private void checkApplied(Answer answer) {
		Life life = this.lives.get(answer.commit().instance());
		this.findings.about(life);
		Change last = (life != null) ? life.before(answer.before()).orElse(null) : null;
		boolean owner = life != null && last != null && last.applied().fence() == answer.commit().fence()
				&& answer.owner().equals(life.ownerBefore(answer.before()));
		this.findings.require(owner, "I7", "applied although it was not the owner: " + answer);
	}

	/** W1: an owner that could not know of a signal does not fall asleep over it. */
	private void checkHeard(Raise raise, Map<UUID, Long> seen) {
		Life life = this.lives.get(raise.instance());
		this.findings.about(life);
		if (life == null || life.ownerBefore(raise.position()) == null) {
			return;
		}
		Change end = life.changes()
			.stream()
			.filter((change) -> change.position() >= raise.position()
					&& change.applied().after() != InstanceStatus.RUNNING)
			.findFirst()
			.orElse(null);
		if (end != null && end.applied().commit() != null && end.applied().after() == InstanceStatus.WAITING) {
			Long due = end.applied().dueAt();
			// It knows of it if a create that was sent again was answered after it.
			boolean knew = seen.getOrDefault(end.applied().commit().token(), 0L) >= raise.signal();
			this.findings.require(knew || due == null || due <= end.applied().at(), "W1",
					"slept although a signal had been raised: " + end);
		}
	}

}
