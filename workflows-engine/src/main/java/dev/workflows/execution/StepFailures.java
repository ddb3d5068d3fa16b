package dev.workflows.execution;

import java.util.ArrayList;
import java.util.List;

import dev.workflows.ErrorDetail;
import dev.workflows.NonRetryableException;
import dev.workflows.StepFailedException;
import dev.workflows.StepOptions;
import dev.workflows.StepTimeoutException;
import dev.workflows.WorkflowValidationException;
import dev.workflows.payload.PayloadUnreadableException;
import org.jspecify.annotations.Nullable;

/**
 * Which errors are of use to try again, what the engine's own errors look like, and which
 * exception a recorded failure becomes.
 */
final class StepFailures {

	private StepFailures() {
	}

	static boolean isRetryable(Throwable error) {
		return !(error instanceof NonRetryableException || error instanceof StackOverflowError
				|| error instanceof AssertionError || error instanceof LinkageError
				|| error instanceof WorkflowValidationException || error instanceof StepUsageException);
	}

	static ErrorDetail timedOut(long timeoutMillis) {
		return new ErrorDetail(StepTimeoutException.class.getName(),
				"Execution timed out after " + timeoutMillis + " ms", names(StepTimeoutException.class), List.of(),
				null, "WF-2002");
	}

	static ErrorDetail cutOff(int attempt) {
		return new ErrorDetail("AttemptCutOff", "the node died during attempt " + attempt, List.of("AttemptCutOff"),
				List.of(), null, "ATTEMPT_CUT_OFF");
	}

	static ErrorDetail badDelay(String step, String what, ErrorDetail attempt) {
		return of("WF-2305", "the delay function of step " + step + " " + what, attempt);
	}

	static ErrorDetail rejected(String what, String reason) {
		return of("WF-2202", "the database refuses " + what + ": " + reason, null);
	}

	static ErrorDetail unreadable(PayloadUnreadableException error) {
		return new ErrorDetail("PayloadUnreadable", error.getMessage(), List.of("PayloadUnreadable"), List.of(), null,
				"PAYLOAD_UNREADABLE");
	}

	static ErrorDetail of(String code, String message, @Nullable ErrorDetail cause) {
		return new ErrorDetail(WorkflowValidationException.class.getName(), code + ": " + message,
				names(WorkflowValidationException.class), List.of(), cause, code);
	}

	private static List<String> names(Class<?> type) {
		List<String> names = new ArrayList<>();
		for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
			names.add(each.getName());
		}
		return names;
	}

	/**
	 * Makes the exception for a recorded failure: the application's own where the options
	 * say so.
	 */
	static Exception toThrow(String step, ErrorDetail error, StepOptions options) {
		for (StepOptions.Rethrow<?> rethrow : options.rethrows()) {
			ErrorDetail match = find(error, rethrow.type().getName());
			if (match != null) {
				Exception exception = rethrow.create().apply(match.message());
				if (exception != null) {
					return exception;
				}
			}
		}
		return error.name().equals(StepTimeoutException.class.getName()) ? new StepTimeoutException(step, error)
				: new StepFailedException(step, error);
	}

	private static @Nullable ErrorDetail find(ErrorDetail error, String type) {
		for (ErrorDetail each = error; each != null; each = each.cause()) {
			if (each.types().contains(type)) {
				return each;
			}
		}
		return null;
	}

}
