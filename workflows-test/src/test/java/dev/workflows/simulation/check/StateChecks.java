package dev.workflows.simulation.check;

import java.util.Set;

import dev.workflows.InstanceStatus;
import dev.workflows.simulation.check.Life.Change;
import dev.workflows.simulation.work.Op;
import dev.workflows.store.StepWrite;
import dev.workflows.test.model.Applied.What;
import org.jspecify.annotations.Nullable;

/**
 * An instance goes from status to status as it may, is never forgotten, and fails only by
 * its own fault.
 */
final class StateChecks {

	private static final Set<InstanceStatus> LEFT = Set.of(InstanceStatus.QUEUED, InstanceStatus.WAITING);

	private final Evidence evidence;

	private final Life life;

	private final Findings findings;

	StateChecks(Evidence evidence, Life life, Findings findings) {
		this.evidence = evidence;
		this.life = life;
		this.findings = findings;
	}

	void check() {
		InstanceStatus last = null;
		for (Change change : this.life.changes()) {
			InstanceStatus before = change.applied().before();
			InstanceStatus after = change.applied().after();
			this.findings.require(before == last, "I9", "a change that was not written down before " + change);
			last = after;
			boolean over = before != null && before.isFinished();
			this.findings.require(!over || change.what() == What.RESTART || change.what() == What.DELETE, "I8",
					"changed after its end: " + change);
			this.findings.require(isAllowed(change.what(), before, after), "I9", change);
			this.findings.require(
					(change.applied().dueAt() != null) == (after != null && LEFT.contains(after)) || after == null,
					"I12", "nobody will look at it, or somebody too many: " + change);
			if (after == InstanceStatus.ERRORED) {
				checkFault(change);
			}
		}
		// I2, and I12: nothing is left that nobody works on.
		this.findings.require(last == null || last.isFinished(), "I2", "not finished: " + this.life + " is " + last);
	}

	private static boolean isAllowed(What what, @Nullable InstanceStatus before, @Nullable InstanceStatus after) {
		return switch (what) {
			case CREATE -> before == null && (after == InstanceStatus.QUEUED || after == InstanceStatus.RUNNING);
			case CLAIM -> before != null && LEFT.contains(before) && after == InstanceStatus.RUNNING;
			case COMMIT -> before == InstanceStatus.RUNNING && after != null && after != InstanceStatus.TERMINATED;
			case RELEASE -> before == InstanceStatus.RUNNING && after == InstanceStatus.QUEUED;
			case TAKEOVER ->
				before == InstanceStatus.RUNNING && (after == InstanceStatus.QUEUED || after == InstanceStatus.ERRORED);
			case TERMINATE -> before != null && after == InstanceStatus.TERMINATED;
			case RESTART -> before != null && after == InstanceStatus.QUEUED;
			case DELETE -> before != null && before.isFinished() && after == null;
		};
	}

	/** O3: an error is the script's own, or there were too many crashes. */
	private void checkFault(Change change) {
		if (change.what() == What.TAKEOVER) {
			long crashes = this.life.changes(What.TAKEOVER)
				.filter((crash) -> crash.position() <= change.position()
						&& crash.applied().run() == change.applied().run())
				.count();
			this.findings.require(crashes >= this.evidence.crashLimit(), "O3", "parked too early: " + change);
			return;
		}
		boolean own = this.life.script()
			.ops()
			.stream()
			.filter((op) -> op.kind() != Op.Kind.CAUGHT)
			.anyMatch((op) -> this.life.result(change.applied().run(), op.key(), change.position())
				.filter((result) -> result.step() instanceof StepWrite.Ended ended && !ended.success()
						&& ended.attempt() == op.limit() + 1)
				.isPresent());
		this.findings.require(own, "O3", "errored without a fault of its own: " + change);
	}

}
