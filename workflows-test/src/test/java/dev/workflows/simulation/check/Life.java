package dev.workflows.simulation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.workflows.InstanceStatus;
import dev.workflows.simulation.work.Ledger.Entry;
import dev.workflows.simulation.work.Script;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Commit;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepWrite;
import dev.workflows.test.model.Applied;
import dev.workflows.test.model.Applied.What;
import org.jspecify.annotations.Nullable;

/**
 * All that happened to one instance, in order.
 */
final class Life {

	private final UUID key;

	private final String id;

	private final long scriptSeed;

	private final List<Change> changes = new ArrayList<>();

	private final List<Entry> bodies = new ArrayList<>();

	Life(UUID key, String id, long scriptSeed) {
		this.key = key;
		this.id = id;
		this.scriptSeed = scriptSeed;
	}

	void add(Change change) {
		this.changes.add(change);
	}

	void add(Entry body) {
		this.bodies.add(body);
	}

	UUID key() {
		return this.key;
	}

	String id() {
		return this.id;
	}

	String params() {
		return Long.toString(this.scriptSeed);
	}

	Script script() {
		return Script.of(this.scriptSeed);
	}

	List<Change> changes() {
		return this.changes;
	}

	List<Entry> bodies() {
		return this.bodies;
	}

	Stream<Change> changes(What what) {
		return this.changes.stream().filter((change) -> change.what() == what);
	}

	/** What was recorded under a key in a run before a position. */
	Optional<Change> result(int run, StepKey step, int before) {
		return this.changes.stream()
			.filter((change) -> change.position() < before && change.applied().run() == run)
			.filter((change) -> change.step() != null && change.step().key().equals(step))
			.findFirst();
	}

	/** The record that an attempt has failed, made before a position. */
	Optional<Change> failure(int run, StepKey step, int attempt, int before) {
		return failures(run, step).filter((change) -> change.position() < before)
			.filter((change) -> change.failure().attempt() == attempt)
			.findFirst();
	}

	Stream<Change> failures(int run, StepKey step) {
		return this.changes.stream()
			.filter((change) -> change.applied().run() == run && change.hasFailure())
			.filter((change) -> change.failure().key().equals(step));
	}

	/** The last change before a position. */
	Optional<Change> before(int position) {
		return this.changes.stream().filter((change) -> change.position() < position).reduce((one, other) -> other);
	}

	/** Who owns the instance after all changes before a position. */
	@Nullable UUID ownerBefore(int position) {
		UUID owner = null;
		for (Change change : this.changes) {
			if (change.position() >= position) {
				break;
			}
			boolean taken = change.what() == What.CLAIM || change.what() == What.CREATE;
			owner = (change.applied().after() != InstanceStatus.RUNNING) ? null : taken ? change.applied().by() : owner;
		}
		return owner;
	}

	/** All of it, line by line. */
	List<String> story() {
		List<String> lines = new ArrayList<>();
		script().ops().forEach((op) -> lines.add("script " + op));
		int next = 0;
		for (Change change : this.changes) {
			while (next < this.bodies.size() && this.bodies.get(next).position() <= change.position()) {
				lines.add("body   " + this.bodies.get(next++));
			}
			lines.add("change " + change);
		}
		this.bodies.subList(next, this.bodies.size()).forEach((body) -> lines.add("body   " + body));
		return lines;
	}

	@Override
	public String toString() {
		return this.id + " (" + this.key + ")";
	}

	/**
	 * One change.
	 *
	 * @param position its place among the changes of all instances
	 * @param applied the change
	 */
	record Change(int position, Applied applied) {

		What what() {
			return this.applied.what();
		}

		@Nullable StepWrite step() {
			Commit commit = this.applied.commit();
			return (commit != null) ? commit.step() : null;
		}

		boolean hasFailure() {
			Commit commit = this.applied.commit();
			return commit != null && commit.attempt() instanceof AttemptWrite.Failed;
		}

		AttemptWrite.Failed failure() {
			Commit commit = this.applied.commit();
			if (commit != null && commit.attempt() instanceof AttemptWrite.Failed failed) {
				return failed;
			}
			throw new IllegalStateException("no failure: " + this);
		}

		@Override
		public String toString() {
			Commit commit = this.applied.commit();
			return this.position + " at " + this.applied.at() + ": " + what() + " by " + this.applied.by() + " run "
					+ this.applied.run() + " fence " + this.applied.fenceBefore() + "->" + this.applied.fence() + " "
					+ this.applied.before() + "->" + this.applied.after() + " due " + this.applied.dueAt()
					+ ((commit != null) ? " " + commit : "");
		}

		/** Whether the owner gives the instance up by it. */
		boolean isLeaving() {
			return what() == What.COMMIT && this.applied.after() != InstanceStatus.RUNNING;
		}

	}

}
