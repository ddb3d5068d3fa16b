package dev.workflows.simulation.check;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.workflows.InstanceStatus;
import dev.workflows.simulation.check.Life.Change;
import dev.workflows.simulation.work.Applications;
import dev.workflows.simulation.work.Ledger.Entry;
import dev.workflows.simulation.work.Op;
import dev.workflows.simulation.work.Values;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;

/**
 * Each verb has one result, and all results belong to each other.
 */
final class ResultChecks {

	private final Evidence evidence;

	private final Life life;

	private final Findings findings;

	ResultChecks(Evidence evidence, Life life, Findings findings) {
		this.evidence = evidence;
		this.life = life;
		this.findings = findings;
	}

	void check() {
		Set<String> seen = new HashSet<>();
		for (Change change : this.life.changes()) {
			StepWrite step = change.step();
			if (step != null) {
				this.findings.require(seen.add(change.applied().run() + "/" + step.key()), "I4",
						"a second result: " + change);
			}
			if (step instanceof StepWrite.Ended ended && ended.success()) {
				checkOrigin(change, ended);
			}
			if (change.applied().commit() != null
					&& change.applied().commit().transition() instanceof Transition.Complete complete) {
				checkOutput(change, Objects.toString(complete.output()));
			}
		}
		this.evidence.database()
			.model()
			.story(Applications.TYPE.name(), this.life.id())
			.filter((story) -> story.instance().key().equals(this.life.key()))
			.ifPresent(this::checkStored);
	}

	/** L1 and I11: the result is what a body of that claim and attempt answered. */
	private void checkOrigin(Change change, StepWrite.Ended ended) {
		Optional<Entry> body = this.life.bodies()
			.stream()
			.filter((entry) -> entry.run() == change.applied().run() && entry.key().equals(ended.key()))
			.filter((entry) -> entry.fence() == change.applied().fence() && entry.attempt() == ended.attempt())
			.findFirst();
		this.findings.require(body.isPresent(), "L1", "a result without a body: " + change);
		body.ifPresent((entry) -> {
			String answered = this.evidence.ledger().output(entry);
			this.findings.require(("\"" + answered + "\"").equals(ended.output()), "I11",
					"stored is " + ended.output() + ", but " + answered + " was answered by " + entry);
		});
	}

	/**
	 * I10 and I5: the output follows from the recorded results, and all of them are
	 * there.
	 */
	private void checkOutput(Change change, String output) {
		String previous = Values.START;
		for (Op op : this.life.script().ops()) {
			Optional<Change> result = this.life.result(change.applied().run(), op.key(), change.position());
			this.findings.require(result.isPresent(), "I5", "complete without " + op.key() + ": " + change);
			if (result.isEmpty()) {
				return;
			}
			previous = value(op, previous, Objects.requireNonNull(result.get().step()));
		}
		this.findings.require(("\"" + previous + "\"").equals(output), "I10",
				"the output is " + output + " but should be " + previous + ": " + change);
	}

	/** What the workflow makes of a recorded result. */
	static String value(Op op, String previous, StepWrite result) {
		if (!(result instanceof StepWrite.Ended ended)) {
			return Values.slept(op.key(), previous);
		}
		return (ended.success() && ended.output() != null) ? ended.output().replace("\"", "")
				: Values.failed(op.key(), previous);
	}

	/** I5 and I10 once more, by the rows themselves. */
	private void checkStored(InstanceStory story) {
		Set<StepKey> expected = new HashSet<>();
		String previous = Values.START;
		for (Op op : this.life.script().ops()) {
			expected.add(op.key());
			Optional<StepRow> row = story.steps().stream().filter((step) -> step.key().equals(op.key())).findFirst();
			if (row.isEmpty()) {
				break;
			}
			String output = row.get().output();
			if (output != null) {
				String stored = output.replace("\"", "");
				String computed = Values.output(this.life.key(), op.key(), previous, Values.nonce(stored));
				this.findings.require(stored.equals(computed), "I10", "does not follow from the one before: " + row);
				previous = stored;
			}
			else {
				boolean slept = row.get().deadline() != null;
				previous = slept ? Values.slept(op.key(), previous) : Values.failed(op.key(), previous);
			}
		}
		Set<StepKey> keys = new HashSet<>();
		story.steps().forEach((row) -> keys.add(row.key()));
		this.findings.require(expected.containsAll(keys), "I5", "steps that the script has not: " + this.life);
		boolean complete = story.instance().status() == InstanceStatus.COMPLETE;
		this.findings.require(!complete || expected.equals(keys), "I5", "complete without all steps: " + this.life);
	}

}
