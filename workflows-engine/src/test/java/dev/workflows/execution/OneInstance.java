package dev.workflows.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.workflows.ErrorDetail;
import dev.workflows.InstanceStatus;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.observation.EngineListener;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.registry.WorkflowDefinition;
import dev.workflows.registry.WorkflowRegistry;
import dev.workflows.settings.EngineSettings;
import dev.workflows.settings.Limits;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.Committer;
import dev.workflows.store.History;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One instance in a store that holds nothing else, and the runner on it. Every activation
 * is a claim of its own, as after a crash or a wait.
 */
class OneInstance implements Committer, NodeGate, EngineListener {

	static final long EPOCH = 1_700_000_000_000L;

	final VirtualMachine machine = new VirtualMachine();

	final UUID key = new UUID(1, 1);

	final Map<StepKey, StepRow> steps = new LinkedHashMap<>();

	final List<AttemptRow> attempts = new ArrayList<>();

	final List<Commit> commits = new ArrayList<>();

	final List<Commit> later = new ArrayList<>();

	final List<String> heard = new ArrayList<>();

	PayloadCodec codec = new PayloadCodec(JsonMapper.builder().build(), 1 << 20);

	EngineSettings settings = EngineSettings.defaults(4);

	boolean interruptible = true;

	boolean lease = true;

	int parked;

	int unparked;

	int pages;

	/** How often the application restarts the run between its claim and its reading. */
	int restarts;

	int historyLimit = Integer.MAX_VALUE;

	long fence;

	int run = 1;

	int crashCount;

	long pausedTotal;

	long signal;

	@Nullable String params = "null";

	InstanceStatus status = InstanceStatus.QUEUED;

	@Nullable Long dueAt;

	@Nullable String output;

	@Nullable ErrorDetail error;

	ActiveRun active;

	InstanceRunner runner;

	/** Decides before the store does; {@code null} lets the store decide. */
	Function<Commit, @Nullable CommitResult> before = (commit) -> null;

	UnaryOperator<CommitResult> after = (result) -> result;

	long now() {
		return EPOCH + this.machine.nanos.get() / 1_000_000;
	}

	<P, R> RunEnd activate(WorkflowEntrypoint<P, R> code) {
		return activate(code, Object.class);
	}

	<P, R> RunEnd activate(WorkflowEntrypoint<P, R> code, Class<?> paramsType) {
		AtomicReference<Throwable> broken = new AtomicReference<>();
		WorkflowEntrypoint<P, R> guarded = (event, step) -> {
			try {
				return code.run(event, step);
			}
			catch (AssertionError | NullPointerException ex) {
				broken.set("a".equals(ex.getMessage()) ? null : ex);
				throw ex;
			}
		};
		claim(guarded, paramsType);
		RunEnd end = this.runner.run(this.active);
		if (broken.get() != null) {
			throw new AssertionError("an assertion within the workflow", broken.get());
		}
		return end;
	}

	ActiveRun claim(WorkflowEntrypoint<?, ?> code, Class<?> paramsType) {
		WorkflowRegistry registry = new WorkflowRegistry(
				List.of(new WorkflowDefinition("w", code, OneInstance.class, paramsType, Object.class)));
		this.runner = new InstanceRunner(new ExecutionServices(registry, this.codec, this.settings, this, this.machine,
				this.machine, this.machine, this, this, this.interruptible));
		this.fence++;
		this.status = InstanceStatus.RUNNING;
		this.dueAt = null;
		Claimed claimed = new Claimed(this.key, "w", "i", this.run, this.fence, this.params, EPOCH, this.crashCount,
				this.signal, this.pausedTotal, now());
		List<StepRow> rows = sorted();
		boolean complete = rows.size() <= this.historyLimit;
		this.active = this.runner.prepare(claimed, new History(this.key, this.fence + this.restarts,
				complete ? rows : rows.subList(0, this.historyLimit), List.copyOf(this.attempts), complete));
		return this.active;
	}

	/** Activates until the instance has ended, letting time pass in between. */
	<P, R> RunEnd toEnd(WorkflowEntrypoint<P, R> code) {
		for (int i = 0; i < 1_000; i++) {
			RunEnd end = activate(code);
			if (end instanceof RunEnd.Suspended) {
				long left = this.dueAt + this.pausedTotal - now();
				this.machine.advanceMillis(Math.max(0, left));
			}
			else if (!(end instanceof RunEnd.Released)) {
				return end;
			}
		}
		throw new AssertionError("no end after 1000 activations");
	}

	List<StepRow> sorted() {
		return this.steps.values().stream().sorted(Comparator.comparingLong(StepRow::seq)).toList();
	}

	void limits(int steps, long stateBytes) {
		Limits limits = Limits.defaults();
		this.settings = new EngineSettings(4, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(20),
				Duration.ofSeconds(5), Duration.ofSeconds(1), 5, new Limits(steps, limits.payloadBytes(),
						limits.eventBytes(), stateBytes, limits.sleep(), 100, limits.batch()),
				this.settings.steps());
	}

	@Override
	public CommitResult commit(Commit commit) {
		this.commits.add(commit);
		CommitResult decided = this.before.apply(commit);
		return (decided != null) ? decided : this.after.apply(apply(commit));
	}

	@Override
	public void commitLater(Commit commit) {
		this.later.add(commit);
	}

	CommitResult apply(Commit commit) {
		if (commit.fence() != this.fence || this.status != InstanceStatus.RUNNING) {
			return new CommitResult.LostOwnership();
		}
		if (commit.step() != null && this.steps.containsKey(commit.step().key())) {
			return new CommitResult.Conflict(this.steps.get(commit.step().key()));
		}
		Long deadline = null;
		if (commit.step() != null) {
			deadline = insert(commit, commit.step());
		}
		if (commit.attempt() != null) {
			Long retryAt = insert(commit.attempt());
			deadline = (retryAt != null) ? retryAt : deadline;
		}
		commit.finished().forEach((sleep) -> this.steps.computeIfPresent(sleep, (key, row) -> ended(row)));
		if (commit.progress()) {
			this.crashCount = 0;
		}
		move(commit.transition(), deadline);
		return new CommitResult.Applied(now(), deadline, this.signal);
	}

	private StepRow ended(StepRow row) {
		return new StepRow(row.key(), row.seq(), null, row.startedAt(), now(), true, row.deadline(), null, null, 0,
				null, row.fence(), row.token());
	}

	private @Nullable Long insert(Commit commit, StepWrite step) {
		if (step instanceof StepWrite.Ended end) {
			long start = (end.startedAt() != null) ? end.startedAt() : now() - end.attemptMillis();
			this.steps.put(end.key(),
					new StepRow(end.key(), end.seq(), end.options(), start, now(), end.success(), null, end.output(),
							end.error(), end.attempt(), now() - end.attemptMillis(), this.fence, commit.token()));
			return null;
		}
		StepWrite.SleepBegun sleep = (StepWrite.SleepBegun) step;
		long deadline = ((sleep.until() != null) ? sleep.until() : now() + sleep.millis()) - this.pausedTotal;
		this.steps.put(sleep.key(), new StepRow(sleep.key(), sleep.seq(), null, now(), null, null, deadline, null, null,
				0, null, this.fence, commit.token()));
		return deadline;
	}

	private @Nullable Long insert(AttemptWrite write) {
		AttemptRow begun = this.attempts.stream()
			.filter((row) -> row.key().equals(write.key()) && row.attempt() == write.attempt())
			.findFirst()
			.orElse(null);
		if (write instanceof AttemptWrite.Begun begin) {
			this.attempts.add(new AttemptRow(begin.key(), begin.seq(), begin.attempt(), begin.options(),
					now() - begin.sinceMillis(), null, null, null));
			return null;
		}
		AttemptWrite.Failed failed = (AttemptWrite.Failed) write;
		Long retryAt = (failed.retryMillis() != null) ? now() + failed.retryMillis() - this.pausedTotal : null;
		this.attempts.remove(begun);
		this.attempts.add(new AttemptRow(failed.key(), failed.seq(), failed.attempt(),
				(begun != null && begun.options() != null) ? begun.options() : failed.options(),
				(failed.startedAt() != null) ? failed.startedAt() : now() - failed.tookMillis(), now(), failed.error(),
				retryAt));
		return retryAt;
	}

	private void move(Transition transition, @Nullable Long deadline) {
		if (transition instanceof Transition.Suspend suspend) {
			this.status = InstanceStatus.WAITING;
			this.dueAt = (deadline != null) ? deadline : suspend.dueAt();
			this.crashCount = 0;
		}
		else if (transition instanceof Transition.Release) {
			this.status = InstanceStatus.QUEUED;
			this.crashCount = 0;
		}
		else if (transition instanceof Transition.Complete complete) {
			this.status = InstanceStatus.COMPLETE;
			this.output = complete.output();
		}
		else if (transition instanceof Transition.Fail fail) {
			this.status = InstanceStatus.ERRORED;
			this.error = this.codec.decodeError(fail.error());
		}
	}

	@Override
	public boolean awaitLease() {
		return this.lease;
	}

	@Override
	public void parked() {
		this.parked++;
	}

	@Override
	public void unparked() {
		this.unparked++;
	}

	@Override
	public void watchAt(long nanos) {
	}

	@Override
	public List<StepRow> moreSteps(UUID instance, long afterSeq, int limit) {
		this.pages++;
		return sorted().stream().filter((row) -> row.seq() > afterSeq).limit(limit).toList();
	}

	@Override
	public long fence(UUID instance) {
		return this.fence + this.restarts;
	}

	@Override
	public void attemptEnded(String workflow, Outcome outcome, long nanos) {
		this.heard.add(outcome.name());
	}

	@Override
	public void suspensionSwallowed(String workflow) {
		this.heard.add("swallowed");
	}

	@Override
	public void attemptAbandoned(String workflow) {
		this.heard.add("abandoned");
	}

	@Override
	public void fenced(String workflow) {
		this.heard.add("fenced");
	}

	@Override
	public void instanceEnded(String workflow, InstanceStatus status) {
		this.heard.add(status.word());
	}

}
