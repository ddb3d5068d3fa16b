package dev.workflows.autoconfigure.metrics;

import java.time.Duration;
import java.util.Locale;

import dev.workflows.InstanceStatus;
import dev.workflows.observation.EngineListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Counts and times what the engine does. Tags are names of workflows and outcomes only,
 * so the number of series does not grow with the number of instances.
 *
 * @since 0.1
 */
public class WorkflowsMeters implements EngineListener {

	private static final String WORKFLOW = "workflow";

	private final Meter.MeterProvider<Timer> steps;

	private final Meter.MeterProvider<Counter> ended;

	private final Meter.MeterProvider<Counter> fenced;

	private final Meter.MeterProvider<Counter> swallowed;

	private final Meter.MeterProvider<Counter> abandoned;

	private final Counter claimed;

	private final DistributionSummary commits;

	private final Timer commitTime;

	private final Counter freed;

	private final Counter parked;

	/**
	 * Creates the meters.
	 * @param registry where they are kept
	 */
	public WorkflowsMeters(MeterRegistry registry) {
		this.steps = Timer.builder("workflows.steps").description("Attempts of steps").withRegistry(registry);
		this.ended = Counter.builder("workflows.instances.ended")
			.description("Instances whose run has ended")
			.withRegistry(registry);
		this.fenced = Counter.builder("workflows.fenced")
			.description("Runs stopped because another node owns the instance")
			.withRegistry(registry);
		this.swallowed = Counter.builder("workflows.suspension.swallowed")
			.description("Runs whose code caught the way out of a wait")
			.withRegistry(registry);
		this.abandoned = Counter.builder("workflows.steps.abandoned")
			.description("Attempts that did not end after an interrupt")
			.withRegistry(registry);
		this.claimed = Counter.builder("workflows.claimed").description("Instances claimed here").register(registry);
		this.commits = DistributionSummary.builder("workflows.commits")
			.description("Mutations written by one transaction")
			.baseUnit("mutations")
			.register(registry);
		this.commitTime = Timer.builder("workflows.commits.duration")
			.description("Transactions of gathered mutations")
			.register(registry);
		this.freed = takeovers(registry, "freed");
		this.parked = takeovers(registry, "parked");
	}

	private static Counter takeovers(MeterRegistry registry, String outcome) {
		return Counter.builder("workflows.takeovers")
			.description("Instances taken from dead nodes")
			.tag("outcome", outcome)
			.register(registry);
	}

	@Override
	public void attemptEnded(String workflow, Outcome outcome, long nanos) {
		this.steps.withTags(WORKFLOW, workflow, "outcome", outcome.name().toLowerCase(Locale.ROOT))
			.record(Duration.ofNanos(nanos));
	}

	@Override
	public void instanceEnded(String workflow, InstanceStatus status) {
		this.ended.withTags(WORKFLOW, workflow, "status", status.word()).increment();
	}

	@Override
	public void suspensionSwallowed(String workflow) {
		this.swallowed.withTags(WORKFLOW, workflow).increment();
	}

	@Override
	public void attemptAbandoned(String workflow) {
		this.abandoned.withTags(WORKFLOW, workflow).increment();
	}

	@Override
	public void fenced(String workflow) {
		this.fenced.withTags(WORKFLOW, workflow).increment();
	}

	@Override
	public void claimed(int count) {
		this.claimed.increment(count);
	}

	@Override
	public void committed(int size, long nanos) {
		this.commits.record(size);
		this.commitTime.record(Duration.ofNanos(nanos));
	}

	@Override
	public void takenOver(int freed, int parked) {
		this.freed.increment(freed);
		this.parked.increment(parked);
	}

}
