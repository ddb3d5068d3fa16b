package dev.workflows.client;

import dev.workflows.InstanceNotFoundException;
import dev.workflows.InstanceStateException;
import dev.workflows.InstanceStatus;
import dev.workflows.store.CallerTransaction;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.ControlResult;
import dev.workflows.store.InstanceRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out wishes about an instance. Within a caller's transaction the check comes at
 * once, and the lock and the write just before the commit, so that a long transaction
 * holds no instance.
 */
final class Control {

	private static final Logger logger = LoggerFactory.getLogger(Control.class);

	private final ClientParts parts;

	Control(ClientParts parts) {
		this.parts = parts;
	}

	void carryOut(Verb verb, String workflow, String id) {
		ControlRequest request = new ControlRequest(verb, workflow, id);
		if (Joining.mustJoin(this.parts.callers(), word(verb) + " an instance")) {
			join(request);
			return;
		}
		ControlResult result = this.parts.store().control(request);
		if (result instanceof ControlResult.Refused refused) {
			throw refusal(request, refused.status());
		}
		if (result instanceof ControlResult.Missing) {
			throw new InstanceNotFoundException(workflow, id);
		}
		announce(request, result);
	}

	private void join(ControlRequest request) {
		InstanceRow row = this.parts.queries()
			.find(request.workflow(), request.id())
			.orElseThrow(() -> new InstanceNotFoundException(request.workflow(), request.id()));
		if (!allows(request.verb(), row.status())) {
			throw refusal(request, row.status());
		}
		CallerTransaction callers = this.parts.callers();
		callers.beforeCommit(row.key(), () -> {
			ControlResult result = this.parts.store().controlJoined(request);
			if (result instanceof ControlResult.Refused || result instanceof ControlResult.Missing) {
				// It ended or went away meanwhile; that must not fail the caller's
				// commit.
				logger.info("Did not {} instance {} of workflow {}: its state has changed meanwhile",
						word(request.verb()), request.id(), request.workflow());
			}
			callers.afterCommit(() -> announce(request, result));
		});
	}

	private static boolean allows(Verb verb, InstanceStatus status) {
		return switch (verb) {
			case TERMINATE -> !status.isFinished() || status == InstanceStatus.TERMINATED;
			case RESTART -> true;
			case DELETE -> status.isFinished();
		};
	}

	private static InstanceStateException refusal(ControlRequest request, InstanceStatus status) {
		String code = (request.verb() == Verb.DELETE) ? "WF-1605" : "WF-1602";
		return new InstanceStateException(code, word(request.verb()), request.workflow(), request.id(), status);
	}

	private static String word(Verb verb) {
		return switch (verb) {
			case TERMINATE -> "terminate";
			case RESTART -> "restart";
			case DELETE -> "delete";
		};
	}

	private void announce(ControlRequest request, ControlResult result) {
		if (result instanceof ControlResult.Done done) {
			this.parts.engine().fenced(done.key(), done.fence());
			if (request.verb() == Verb.RESTART) {
				this.parts.engine().due();
			}
			else {
				this.parts.completions().ended(request.workflow(), request.id());
			}
		}
	}

}
