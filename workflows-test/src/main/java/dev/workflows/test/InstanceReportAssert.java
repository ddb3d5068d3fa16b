package dev.workflows.test;

import java.util.List;
import java.util.Objects;

import dev.workflows.InstanceReport;
import dev.workflows.InstanceStatus;
import dev.workflows.StepKind;
import dev.workflows.StepReport;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what is recorded of an instance.
 *
 * @since 0.1
 */
public final class InstanceReportAssert extends AbstractAssert<InstanceReportAssert, InstanceReport> {

	InstanceReportAssert(InstanceReport actual) {
		super(actual, InstanceReportAssert.class);
	}

	/**
	 * Verifies the status.
	 * @param status the status
	 * @return this assertion
	 */
	public InstanceReportAssert hasStatus(InstanceStatus status) {
		if (this.actual.status() != status) {
			failWithMessage("Expected instance %s to be %s, but it is %s%s", this.actual.id(), status,
					this.actual.status(), (this.actual.error() != null) ? ": " + this.actual.error() : "");
		}
		return this;
	}

	/**
	 * Verifies that the instance has ended with a result.
	 * @return this assertion
	 */
	public InstanceReportAssert isComplete() {
		return hasStatus(InstanceStatus.COMPLETE);
	}

	/**
	 * Verifies that the instance has ended with an error.
	 * @return this assertion
	 */
	public InstanceReportAssert isErrored() {
		return hasStatus(InstanceStatus.ERRORED);
	}

	/**
	 * Verifies that the instance is asleep or backs off, without a thread.
	 * @return this assertion
	 */
	public InstanceReportAssert isWaiting() {
		return hasStatus(InstanceStatus.WAITING);
	}

	/**
	 * Verifies the result.
	 * @param json the result as JSON
	 * @return this assertion
	 */
	public InstanceReportAssert hasOutput(@Nullable String json) {
		if (!Objects.equals(this.actual.output(), json)) {
			failWithMessage("Expected the output of instance %s to be <%s>, but it is <%s>", this.actual.id(), json,
					this.actual.output());
		}
		return this;
	}

	/**
	 * Verifies that a step has ended well, and after how many attempts.
	 * @param name the step's name
	 * @param attempts how many attempts are recorded
	 * @return this assertion
	 */
	public InstanceReportAssert hasSucceeded(String name, int attempts) {
		StepReport step = step(name);
		if (!Boolean.TRUE.equals(step.success()) || step.attempts().size() != attempts) {
			failWithMessage("Expected step <%s> to have succeeded with %s attempts, but it is %s", name, attempts,
					step);
		}
		return this;
	}

	/**
	 * Verifies that a step has failed for good.
	 * @param name the step's name
	 * @return this assertion
	 */
	public InstanceReportAssert hasFailed(String name) {
		StepReport step = step(name);
		if (!Boolean.FALSE.equals(step.success())) {
			failWithMessage("Expected step <%s> to have failed, but it is %s", name, step);
		}
		return this;
	}

	/**
	 * Verifies that nothing is recorded of a step.
	 * @param name the step's name
	 * @return this assertion
	 */
	public InstanceReportAssert hasNoStep(String name) {
		List<StepReport> found = this.actual.steps()
			.stream()
			.filter((step) -> step.kind() == StepKind.RUN && step.name().equals(name))
			.toList();
		if (!found.isEmpty()) {
			failWithMessage("Expected nothing of step <%s>, but found %s", name, found);
		}
		return this;
	}

	private StepReport step(String name) {
		return this.actual.steps()
			.stream()
			.filter((step) -> step.kind() == StepKind.RUN && step.name().equals(name))
			.findFirst()
			.orElseThrow(() -> failure("Nothing is recorded of step <%s>, only of %s", name,
					this.actual.steps().stream().map(StepReport::name).toList()));
	}

}
