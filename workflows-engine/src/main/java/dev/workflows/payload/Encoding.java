package dev.workflows.payload;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import dev.workflows.WorkflowValidationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Says why a value could not be encoded, without showing it.
 */
final class Encoding {

	private Encoding() {
	}

	static WorkflowValidationException failed(String field, Object value, Throwable error) {
		List<JacksonException.Reference> path = (error instanceof JacksonException ex) ? ex.getPath() : List.of();
		return new WorkflowValidationException("WF-2202", field + " of type " + value.getClass().getName()
				+ " cannot be encoded: " + reason(path, error) + "; return plain data: a record, a list, a text");
	}

	private static String reason(List<JacksonException.Reference> path, Throwable error) {
		int cycle = cycleEnd(path);
		if (cycle > 0) {
			return "cycle at " + Paths.of(path.subList(0, cycle));
		}
		if (error instanceof StackOverflowError || error instanceof JsonText.TooDeepException
				|| error instanceof StreamConstraintsException) {
			return "nested deeper than 500";
		}
		Class<?> type = lastType(path);
		Throwable cause = error.getCause();
		return ((type != null) ? type.getName() + " at " : "") + Paths.of(path) + " is not data"
				+ ((cause != null && cause != error) ? " (" + cause.getClass().getName() + ")" : "");
	}

	/** The number of steps after which an object is met again, or 0. */
	private static int cycleEnd(List<JacksonException.Reference> path) {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (int i = 0; i < path.size(); i++) {
			Object from = path.get(i).from();
			if (from != null && !(from instanceof Class<?>) && !seen.add(from)) {
				return i;
			}
		}
		return 0;
	}

	private static @Nullable Class<?> lastType(List<JacksonException.Reference> path) {
		if (path.isEmpty()) {
			return null;
		}
		Object from = path.get(path.size() - 1).from();
		return (from == null || from instanceof Class<?>) ? (Class<?>) from : from.getClass();
	}

}
