package dev.workflows.simulation.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.workflows.simulation.check.Life.Change;
import dev.workflows.simulation.fault.FaultKind;
import dev.workflows.simulation.work.Ledger.Entry;
import dev.workflows.simulation.work.Op;
import dev.workflows.simulation.work.ScriptedWorkflow;
import dev.workflows.simulation.work.Values;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.StepWrite;
import dev.workflows.test.model.Applied.What;

/**
 * Bodies run when they may, as often as they may, and with what was recorded before.
 */
final class BodyChecks {

	private static final Set<What> UNASKED = Set.of(What.TAKEOVER, What.RELEASE, What.TERMINATE, What.RESTART);

	private final Evidence evidence;

	private final Life life;

	private final Findings findings;

	/** A clock that jumps moves timers. */
	private final boolean timed;

	BodyChecks(Evidence evidence, Life life, Findings findings) {
		this.evidence = evidence;
		this.life = life;
		this.findings = findings;
		this.timed = !evidence.faults().counts().containsKey(FaultKind.CLOCK_STEP);
	}

	void check() {
		this.life.bodies().forEach((body) -> {
			checkChain(body);
			checkAfterResult(body);
			checkRepeat(body);
		});
		checkKeys();
		checkTerminated();
		checkBystander();
		this.life.changes().forEach(this::checkTimer);
		this.life.script().ops().forEach(this::checkAttempts);
	}

	/**
	 * N1, N2, L7: all verbs before are recorded, over, and are what the body builds on.
	 */
	private void checkChain(Entry body) {
		String previous = Values.START;
		for (Op op : this.life.script().ops()) {
			if (op.key().equals(body.key())) {
				this.findings.require(previous.equals(body.previous()), "N1",
						"builds on " + body.previous() + " instead of " + previous + ": " + body);
				return;
			}
			Optional<Change> result = this.life.result(body.run(), op.key(), body.position())
				.filter((change) -> change.applied().fence() <= body.fence());
			this.findings.require(result.isPresent(), "N2", "began before " + op.key() + " was recorded: " + body);
			if (result.isEmpty()) {
				return;
			}
			StepWrite step = Objects.requireNonNull(result.get().step());
			if (step instanceof StepWrite.SleepBegun sleep && this.timed) {
				long end = deadline(result.get(), sleep);
				this.findings.require(body.at() >= end, "L7", (end - body.at()) + " ms early: " + body);
			}
			previous = ResultChecks.value(op, previous, step);
		}
	}

	private static long deadline(Change change, StepWrite.SleepBegun sleep) {
		return (sleep.millis() != null) ? change.applied().at() + sleep.millis()
				: Objects.requireNonNull(sleep.until());
	}

	/** L7: who waits is looked at when its time has come. */
	private void checkTimer(Change change) {
		if (this.timed && change.what() == What.CLAIM) {
			Long due = this.life.before(change.position()).map((last) -> last.applied().dueAt()).orElse(null);
			this.findings.require(due == null || due <= change.applied().at(), "L7", "claimed too early: " + change);
		}
	}

	/** L2: nothing runs whose result its owner could read. */
	private void checkAfterResult(Entry body) {
		this.life.result(body.run(), body.key(), body.position())
			.filter((result) -> result.applied().fence() <= body.fence())
			.ifPresent((result) -> this.findings.require(false, "L2", "ran after " + result + ": " + body));
	}

	/** L3: whatever runs again has a reason to. */
	private void checkRepeat(Entry body) {
		Optional<Change> failed = this.life.failure(body.run(), body.key(), body.attempt(), body.position())
			.filter((failure) -> failure.applied().fence() <= body.fence());
		this.findings.require(failed.isEmpty(), "L3", "this attempt had failed before: " + body);
		if (body.attempt() > 1) {
			Optional<Change> last = this.life.failure(body.run(), body.key(), body.attempt() - 1, body.position())
				.filter((failure) -> failure.applied().fence() <= body.fence());
			this.findings.require(last.isPresent(), "L3", "the attempt before has not failed: " + body);
			last.ifPresent((failure) -> checkDelay(body, failure));
		}
		for (Entry earlier : this.life.bodies()) {
			if (earlier == body) {
				return;
			}
			if (earlier.run() == body.run() && earlier.key().equals(body.key())
					&& earlier.attempt() == body.attempt()) {
				this.findings.require(earlier.fence() != body.fence(), "L3", "twice under one claim: " + body);
				boolean inGoodOrder = earlier.fence() < body.fence() && this.life.changes()
					.stream()
					.anyMatch((change) -> change.isLeaving() && change.applied().fence() == earlier.fence()
							&& change.position() >= earlier.position());
				this.findings.require(!inGoodOrder, "L3", "again, although its owner left in good order: " + body);
			}
		}
	}

	private void checkDelay(Entry body, Change failure) {
		Long retry = failure.failure().retryMillis();
		if (this.timed && retry != null) {
			this.findings.require(body.at() >= failure.applied().at() + retry, "L7", "tried again too early: " + body);
		}
	}

	/** L10: the idempotency key tells steps apart, and nothing else. */
	private void checkKeys() {
		Map<String, String> steps = new HashMap<>();
		for (Entry body : this.life.bodies()) {
			String step = body.run() + "/" + body.key();
			String other = steps.putIfAbsent(body.idempotencyKey(), step);
			this.findings.require(other == null || other.equals(step), "L10", "the key of another step: " + body);
		}
		this.findings.require(new HashSet<>(steps.values()).size() == steps.size(), "L10",
				"a step with two keys: " + this.life);
	}

	/** L8: after its end nothing begins, except what was about to. */
	private void checkTerminated() {
		this.life.changes(What.TERMINATE).forEach((end) -> {
			Set<Long> fences = new HashSet<>();
			for (Entry body : this.life.bodies()) {
				if (body.position() > end.position() && body.fence() < end.applied().fence()) {
					this.findings.require(fences.add(body.fence()), "L8", "went on after its end: " + body);
				}
			}
		});
	}

	/** I13: where nothing goes wrong, nothing runs twice. */
	private void checkBystander() {
		boolean calm = this.life.changes().stream().noneMatch((change) -> UNASKED.contains(change.what()))
				&& this.life.bodies().stream().noneMatch((body) -> this.evidence.faults().hasTouched(body.process()));
		if (this.evidence.faults().isCalm()) {
			this.findings.require(
					this.life.changes(What.TAKEOVER).findAny().isEmpty()
							&& this.life.changes(What.RELEASE).findAny().isEmpty(),
					"I13", "taken from its owner although nothing went wrong: " + this.life);
		}
		Set<String> seen = new HashSet<>();
		for (Entry body : calm ? this.life.bodies() : List.<Entry>of()) {
			this.findings.require(seen.add(body.key() + "/" + body.attempt()), "I13", "ran twice: " + body);
		}
	}

	/** L6: only what the script does, and what crashes cut off, counts as an attempt. */
	private void checkAttempts(Op op) {
		Map<Integer, Integer> cutOff = new HashMap<>();
		Map<Integer, Integer> failed = new HashMap<>();
		for (Change change : this.life.changes().stream().filter(Change::hasFailure).toList()) {
			AttemptWrite.Failed failure = change.failure();
			if (!failure.key().equals(op.key())) {
				continue;
			}
			int run = change.applied().run();
			boolean crash = failure.error().contains("ATTEMPT_CUT_OFF");
			cutOff.merge(run, crash ? 1 : 0, Integer::sum);
			failed.merge(run, 1, Integer::sum);
			boolean over = op.kind() == Op.Kind.OVERTIME || op.kind() == Op.Kind.DEAF;
			boolean scripted = failure.error().contains(ScriptedWorkflow.SCRIPTED) && op.fails(failure.attempt());
			boolean late = failure.error().contains("WF-2002") && over;
			this.findings.require(crash || scripted || late, "L6", "not a fault of the step: " + change);
		}
		failed.forEach((run, count) -> this.findings.require(count <= op.limit() + 1, "L6",
				count + " attempts of " + op.key() + " in run " + run + " of " + this.life));
		long forced = this.evidence.database().forced().stream().filter(this.life.key()::equals).count();
		cutOff.forEach((run, count) -> {
			long crashes = forced
					+ this.life.changes(What.TAKEOVER).filter((crash) -> crash.applied().run() == run).count();
			this.findings.require(count <= crashes, "L6", "more attempts cut off than crashes: " + this.life);
		});
	}

}
