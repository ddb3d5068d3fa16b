package dev.workflows.crashpoints;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the bodies of steps did, kept where no fault reaches.
 */
final class Ledger {

	private final CrashStore store;

	private final List<Begin> begins = new CopyOnWriteArrayList<>();

	private final List<String> violations = new CopyOnWriteArrayList<>();

	Ledger(CrashStore store) {
		this.store = store;
	}

	/** A body begins, on a node that is alive. */
	void begin(CrashNode node, String id, String step, int attempt) {
		node.machine().check();
		if (this.store.isRecorded(id, step)) {
			violation("step '" + step + "' of '" + id + "' began on " + node.name() + " after its end was committed");
		}
		this.begins.add(new Begin(id, step, attempt, node.machine().wallMillis()));
	}

	List<Begin> begins(String id, String step) {
		return this.begins.stream().filter((begin) -> begin.id().equals(id) && begin.step().equals(step)).toList();
	}

	/** Whether the body of an attempt began more than once. */
	boolean hasRepeated() {
		return this.begins.stream()
			.map((begin) -> List.of(begin.id(), begin.step(), begin.attempt()))
			.distinct()
			.count() < this.begins.size();
	}

	void violation(String text) {
		this.violations.add(text);
	}

	List<String> violations() {
		return List.copyOf(this.violations);
	}

	/**
	 * A body has begun.
	 *
	 * @param id the instance's id
	 * @param step the step's name
	 * @param attempt the number of the attempt
	 * @param at the time of the database, epoch ms
	 */
	record Begin(String id, String step, int attempt, long at) {
	}

}
