package dev.workflows;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An error as it is stored. The exception itself is never rebuilt.
 *
 * @param name the exception's class name
 * @param message its message, cut to 4 KiB, or {@code null}
 * @param types the names of its class and superclasses up to {@code Throwable}
 * @param frames the stack trace, at most 50 frames
 * @param cause the error's cause, at most 5 deep
 * @param code the engine's stable code ({@code WF-...} or a reason such as
 * {@code CRASH_LOOP}), or {@code null} for an error of the application
 * @since 0.1
 */
public record ErrorDetail(String name, @Nullable String message, List<String> types, List<String> frames,
		@Nullable ErrorDetail cause, @Nullable String code) {

	public ErrorDetail {
		types = List.copyOf(types);
		frames = List.copyOf(frames);
	}

	/**
	 * Returns whether this error, or one of its causes, was of a type.
	 * @param type the type or a superclass of it
	 * @return whether the stored names have it
	 */
	public boolean isCausedBy(Class<? extends Throwable> type) {
		return this.types.contains(type.getName()) || (this.cause != null && this.cause.isCausedBy(type));
	}

}
