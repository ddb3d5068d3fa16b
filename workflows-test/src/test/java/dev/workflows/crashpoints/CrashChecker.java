package dev.workflows.crashpoints;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.workflows.StepKind;
import dev.workflows.store.StepRow;

/**
 * Compares what is stored, and what the bodies did, with what is promised.
 */
final class CrashChecker {

	private final CrashStore store;

	private final Ledger ledger;

	private final int kills;

	private int cutOff;

	CrashChecker(CrashStore store, Ledger ledger, int kills) {
		this.store = store;
		this.ledger = ledger;
		this.kills = kills;
	}

	void check() {
		List<String> ids = this.store.ids();
		expect(ids.equals(List.of(Application.JOINED, Application.OWN)), () -> "the instances are " + ids);
		expect(this.store.owned() == 0, () -> this.store.owned() + " instances still have an owner");
		ids.forEach((id) -> checkInstance(id, Application.params(id), this.store.read(id)));
		// The first crash makes an instance careful; only from then on is a body known to
		// have begun.
		expect(this.cutOff <= Math.max(0, this.kills - 1),
				() -> this.cutOff + " attempts were charged to " + this.kills + " crashes");
	}

	private void checkInstance(String id, String params, Stored stored) {
		expect(stored.status().equals("complete"), () -> "'" + id + "' is " + stored.status() + ": " + stored.error());
		expect(('"' + ReferenceWorkflow.output(params) + '"').equals(stored.output()),
				() -> "the result of '" + id + "' is " + stored.output());
		List<String> steps = stored.steps()
			.stream()
			.map((step) -> step.key().kind() + " " + step.key().name())
			.toList();
		expect(steps.equals(ReferenceWorkflow.steps(params)), () -> "the steps of '" + id + "' are " + steps);
		for (StepRow step : stored.steps()) {
			if (step.key().kind() == StepKind.SLEEP) {
				checkSleep(id, step);
			}
			else {
				checkStep(id, step,
						stored.failures().stream().filter((row) -> row.step().equals(step.key().name())).toList());
			}
		}
	}

	private void checkSleep(String id, StepRow sleep) {
		long length = (sleep.key().name().equals("long") ? ReferenceWorkflow.LONG_SLEEP : ReferenceWorkflow.SHORT_SLEEP)
			.toMillis();
		Long deadline = sleep.deadline();
		Long ended = sleep.endedAt();
		expect(deadline != null && deadline == sleep.startedAt() + length, () -> "wrong deadline: " + sleep);
		expect(ended != null && deadline != null && ended >= deadline, () -> "ended early: " + sleep);
		for (Ledger.Begin begin : this.ledger.begins(id, "last")) {
			expect(deadline != null && begin.at() >= deadline, () -> begin + " came before the end of " + sleep);
		}
	}

	private void checkStep(String id, StepRow step, List<Stored.Failure> failed) {
		String name = step.key().name();
		int failures = name.startsWith("fails") ? ReferenceWorkflow.FAILURES : 0;
		int charged = (int) failed.stream().filter(Stored.Failure::isCutOff).count();
		this.cutOff += charged;
		int expected = Math.max(failures, charged);
		expect(failed.size() == expected, () -> "'" + name + "' has failed attempts " + failed);
		boolean forGood = name.equals("fails for good");
		expect(Boolean.valueOf(!forGood).equals(step.success()) && step.endedAt() != null,
				() -> "'" + name + "' ended as " + step);
		expect(step.attempts() == (forGood ? expected : expected + 1), () -> "'" + name + "' counts as " + step);
		checkBodies(step, failed, this.ledger.begins(id, name));
	}

	private void checkBodies(StepRow step, List<Stored.Failure> failed, List<Ledger.Begin> begins) {
		Map<Integer, Integer> times = new HashMap<>();
		for (Ledger.Begin begin : begins) {
			times.merge(begin.attempt(), 1, Integer::sum);
			for (Stored.Failure before : failed) {
				Long retryAt = before.retryAt();
				expect(before.attempt() >= begin.attempt() || retryAt == null || begin.at() >= retryAt,
						() -> begin + " came before its time: " + before);
			}
		}
		for (int attempt = 1; attempt <= step.attempts(); attempt++) {
			int number = attempt;
			int attempted = times.getOrDefault(attempt, 0);
			boolean cut = failed.stream().anyMatch((row) -> row.attempt() == number && row.isCutOff());
			expect(attempted >= 1 || cut, () -> "attempt " + number + " is recorded but never began: " + step);
			expect(attempted <= 1 + this.kills, () -> "attempt " + number + " of '" + step.key().name() + "' began "
					+ attempted + " times with " + this.kills + " crashes");
		}
		expect(times.keySet().stream().allMatch((attempt) -> attempt <= step.attempts()),
				() -> "attempts began that are not recorded: " + times + ", " + step);
	}

	private void expect(boolean holds, Supplier<String> otherwise) {
		if (!holds) {
			this.ledger.violation(otherwise.get());
		}
	}

}
