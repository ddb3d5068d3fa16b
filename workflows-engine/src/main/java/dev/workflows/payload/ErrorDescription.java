package dev.workflows.payload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import dev.workflows.ErrorDetail;
import dev.workflows.WorkflowException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an exception that may be hostile: huge, cyclic, or throwing when asked.
 */
final class ErrorDescription {

	private static final int MESSAGE_BYTES = 4096;

	private static final int NAME_LENGTH = 256;

	private static final int MOST_FRAMES = 50;

	private static final int MOST_TYPES = 32;

	private static final int MOST_CAUSES = 5;

	private ErrorDescription() {
	}

	static ErrorDetail of(Throwable error) {
		try {
			return describe(error, MOST_CAUSES, Collections.newSetFromMap(new IdentityHashMap<>()));
		}
		catch (Throwable ex) {
			// Out of memory or stack, most likely: the least that can be said.
			return new ErrorDetail(error.getClass().getName(), null, List.of(), List.of(), null, null);
		}
	}

	static ErrorDetail unreadable() {
		return new ErrorDetail("UnreadableError", "the stored error cannot be read", List.of(), List.of(), null,
				"ERROR_UNREADABLE");
	}

	private static ErrorDetail describe(Throwable error, int causesLeft, Set<Throwable> seen) {
		seen.add(error);
		Throwable cause = cause(error);
		ErrorDetail causeDetail = (cause != null && causesLeft > 0 && !seen.contains(cause))
				? describe(cause, causesLeft - 1, seen) : null;
		String code = (error instanceof WorkflowException ex) ? ex.code() : null;
		return new ErrorDetail(cut(error.getClass().getName()), message(error), types(error), frames(error),
				causeDetail, code);
	}

	private static @Nullable Throwable cause(Throwable error) {
		try {
			return error.getCause();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static @Nullable String message(Throwable error) {
		try {
			String message = error.getMessage();
			return (message != null) ? cutToBytes(message) : null;
		}
		catch (Throwable ex) {
			return "(its getMessage() threw " + ex.getClass().getName() + ")";
		}
	}

	private static String cutToBytes(String message) {
		int bytes = 0;
		for (int i = 0; i < message.length(); i++) {
			bytes += JsonText.utf8Length(message.charAt(i));
			if (bytes > MESSAGE_BYTES) {
				boolean splits = Character.isLowSurrogate(message.charAt(i)) && i > 0
						&& Character.isHighSurrogate(message.charAt(i - 1));
				return message.substring(0, splits ? i - 1 : i);
			}
		}
		return message;
	}

	private static List<String> types(Throwable error) {
		List<String> types = new ArrayList<>();
		for (Class<?> type = error.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
			if (types.size() < MOST_TYPES) {
				types.add(cut(type.getName()));
			}
		}
		return types;
	}

	private static List<String> frames(Throwable error) {
		try {
			StackTraceElement[] trace = error.getStackTrace();
			List<String> frames = new ArrayList<>();
			for (int i = 0; i < Math.min(trace.length, MOST_FRAMES); i++) {
				frames.add(cut(String.valueOf(trace[i])));
			}
			return frames;
		}
		catch (Throwable ex) {
			return List.of();
		}
	}

	private static String cut(String text) {
		return (text.length() <= NAME_LENGTH) ? text : text.substring(0, NAME_LENGTH);
	}

}
