package dev.workflows.actuate.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * An error, without its stack trace.
 *
 * @param name the class name
 * @param code the engine's stable code, or {@code null} for an error of the application
 * @param message the message, {@code ******} unless the caller may see values
 * @since 0.1
 */
public record ErrorDescriptor(String name, @Nullable String code, @Nullable Object message) {
}
