package dev.workflows.simulation.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.workflows.simulation.check.Life.Change;
import dev.workflows.simulation.work.Errand;
import dev.workflows.simulation.work.Journal.Entry;
import dev.workflows.simulation.work.Journal.Outcome;
import dev.workflows.store.Transition;
import dev.workflows.test.model.Applied.What;

/**
 * What applications were told about their instances is true.
 */
final class CreationChecks {

	private final Evidence evidence;

	private final Lives lives;

	private final Findings findings;

	CreationChecks(Evidence evidence, Lives lives, Findings findings) {
		this.evidence = evidence;
		this.lives = lives;
		this.findings = findings;
	}

	void check() {
		this.evidence.journal().entries().forEach(this::checkTold);
		this.evidence.errands().forEach(this::checkNoGhost);
		checkOnePerId();
	}

	/**
	 * I1: what was said to be stored is; C1: a result that was given is the stored one.
	 */
	private void checkTold(Entry told) {
		List<Life> mine = this.lives.of(told.errand().params());
		this.findings.about(mine.isEmpty() ? null : mine.get(0));
		boolean done = told.outcome() == Outcome.DONE || told.outcome() == Outcome.EXISTED;
		if (done && told.what().equals("create")) {
			boolean stored = mine.stream()
				.flatMap((life) -> life.changes(What.CREATE))
				.anyMatch((change) -> change.position() < told.position());
			this.findings.require(stored, "I1", "lost: " + told);
			boolean gone = mine.stream().allMatch((life) -> life.changes(What.DELETE).findAny().isPresent());
			this.findings.require(!gone || told.errand().next() == Errand.Next.DELETE, "I1", "removed: " + told);
		}
		if (told.answer() != null) {
			boolean committed = mine.stream()
				.flatMap((life) -> life.changes().stream())
				.anyMatch((change) -> change.position() < told.position() && told.answer().equals(outputOf(change)));
			this.findings.require(committed, "C1", "a result that was never stored: " + told);
		}
	}

	private static String outputOf(Change change) {
		return (change.applied().commit() != null
				&& change.applied().commit().transition() instanceof Transition.Complete complete)
						? String.valueOf(complete.output()) : "";
	}

	/** I3: what was said not to be stored, or was rolled back, is not. */
	private void checkNoGhost(Errand errand) {
		boolean possible = !errand.creation().rollsBack() && this.evidence.journal()
			.entries()
			.stream()
			.filter((told) -> told.errand().equals(errand) && told.what().equals("create"))
			.anyMatch((told) -> told.outcome() != Outcome.NOT_DONE);
		List<Life> ghosts = this.lives.of(errand.params());
		this.findings.about(ghosts.isEmpty() ? null : ghosts.get(0))
			.require(possible || ghosts.isEmpty(), "I3", "a ghost of what was not created: " + errand);
	}

	/** I1: an id is stored once at a time. */
	private void checkOnePerId() {
		Map<String, Life> stored = new HashMap<>();
		this.lives.all()
			.stream()
			.flatMap((life) -> life.changes().stream())
			.sorted((one, other) -> Integer.compare(one.position(), other.position()))
			.forEach((change) -> {
				Life life = this.lives.get(change.applied().instance());
				this.findings.about(life);
				if (life != null && change.what() == What.CREATE) {
					this.findings.require(stored.put(life.id(), life) == null, "I1", "stored twice: " + life);
				}
				else if (life != null && change.what() == What.DELETE) {
					stored.remove(life.id());
				}
			});
	}

}
