package dev.workflows.client;

import java.lang.reflect.Type;
import java.time.Duration;

import dev.workflows.AwaitTimeoutException;
import dev.workflows.ErrorDetail;
import dev.workflows.InstanceNotFoundException;
import dev.workflows.InstanceReport;
import dev.workflows.InstanceStatus;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowInstance;
import dev.workflows.runtime.EngineClock;
import dev.workflows.runtime.EngineThreads;
import dev.workflows.store.CallerTransaction;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.InstanceStory;
import org.jspecify.annotations.Nullable;

/**
 * A handle on one instance.
 *
 * @param <R> the type of the result
 */
final class InstanceHandle<R extends @Nullable Object> implements WorkflowInstance<R> {

	private static final long FIRST_LOOK = 20_000_000L;

	private static final long LONGEST_LOOK = 1_000_000_000L;

	private final ClientParts parts;

	private final Control control;

	private final Identity identity;

	private final Type resultType;

	InstanceHandle(ClientParts parts, Control control, Identity identity, Type resultType) {
		this.parts = parts;
		this.control = control;
		this.identity = identity;
		this.resultType = resultType;
	}

	@Override
	public String workflow() {
		return this.identity.workflow();
	}

	@Override
	public String id() {
		return this.identity.id();
	}

	@Override
	public boolean created() {
		return this.identity.created();
	}

	@Override
	public InstanceReport status() {
		return new Reports(this.parts.codec()).report(story());
	}

	@Override
	public R await(Duration timeout) {
		if (this.parts.callers().state() != CallerTransaction.State.NONE) {
			throw new IllegalStateException("WF-1906: cannot await an instance within a transaction, which would keep"
					+ " its end from being seen; await after the commit");
		}
		EngineThreads.Signal signal = this.parts.completions().register(workflow(), id());
		try {
			awaitEnd(signal, timeout);
		}
		finally {
			this.parts.completions().unregister(workflow(), id(), signal);
		}
		return result();
	}

	private void awaitEnd(EngineThreads.Signal signal, Duration timeout) {
		EngineClock clock = this.parts.machine().clock();
		long deadline = clock.nanoTime() + timeout.toNanos();
		long look = FIRST_LOOK;
		while (true) {
			InstanceStatus status = row().status();
			if (status.isFinished()) {
				return;
			}
			long left = deadline - clock.nanoTime();
			if (left <= 0) {
				throw new AwaitTimeoutException(workflow(), id(), status);
			}
			signal.await(Math.min(left, look));
			look = Math.min(LONGEST_LOOK, look * 2);
		}
	}

	/** R itself says whether a result may be null, which the checker cannot know here. */
	@SuppressWarnings({ "unchecked", "NullAway" })
	private R result() {
		InstanceStory story = story();
		if (story.instance().status() != InstanceStatus.COMPLETE) {
			ErrorDetail error = (story.error() != null) ? this.parts.codec().decodeError(story.error()) : null;
			throw new WorkflowFailedException(workflow(), id(), story.instance().status(), error);
		}
		return (R) this.parts.codec().decode("result", story.output(), this.resultType);
	}

	private InstanceRow row() {
		return this.parts.queries()
			.find(workflow(), id())
			.orElseThrow(() -> new InstanceNotFoundException(workflow(), id()));
	}

	private InstanceStory story() {
		return this.parts.queries()
			.story(workflow(), id())
			.orElseThrow(() -> new InstanceNotFoundException(workflow(), id()));
	}

	@Override
	public void terminate() {
		this.control.carryOut(Verb.TERMINATE, workflow(), id());
	}

	@Override
	public void restart() {
		this.control.carryOut(Verb.RESTART, workflow(), id());
	}

	@Override
	public void delete() {
		this.control.carryOut(Verb.DELETE, workflow(), id());
	}

	@Override
	public String toString() {
		return "WorkflowInstance[" + workflow() + "/" + id() + "]";
	}

	/**
	 * Which instance it is.
	 *
	 * @param workflow the workflow's name
	 * @param id the instance's id
	 * @param created whether the call that gave the handle created it
	 */
	record Identity(String workflow, String id, boolean created) {
	}

}
