package dev.workflows.payload;

import java.lang.reflect.Type;

import dev.workflows.ErrorDetail;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns values into the JSON that is stored, and back. What it writes does not depend on
 * how the application's own mapper is set up.
 *
 * @since 0.1
 */
public final class PayloadCodec {

	/**
	 * Creates a codec with the given limit.
	 * @param mapper the mapper to derive from; its modules are kept
	 * @param payloadBytes the most UTF-8 bytes of one value
	 */
	public PayloadCodec(JsonMapper mapper, int payloadBytes) {
	}

	/**
	 * Encodes a value.
	 * @param field what it is, for messages: {@code params}, {@code result of step "x"}
	 * @param value the value
	 * @return the JSON; {@code "null"} for {@code null}
	 */
	public String encode(String field, @Nullable Object value) {
		throw new IllegalStateException();
	}

	/**
	 * Decodes a value.
	 * @param field what it is, for messages
	 * @param json the stored JSON, or {@code null} for no value
	 * @param type the type to make
	 * @return the value
	 */
	public @Nullable Object decode(String field, @Nullable String json, Type type) {
		throw new IllegalStateException();
	}

	/**
	 * Encodes an error: names, messages and frames cut to their limits, cycles broken, a
	 * {@code getMessage} that throws replaced.
	 * @param error the error
	 * @return its detail
	 */
	public ErrorDetail describe(Throwable error) {
		throw new IllegalStateException();
	}

	/**
	 * Encodes an error's detail.
	 * @param error the detail
	 * @return the JSON
	 */
	public String encodeError(ErrorDetail error) {
		throw new IllegalStateException();
	}

	/**
	 * Decodes an error's detail.
	 * @param json the stored JSON
	 * @return the detail; a stand-in that says so if the JSON cannot be read
	 */
	public ErrorDetail decodeError(String json) {
		throw new IllegalStateException();
	}

	/**
	 * Returns the hash that tells whether two parameters are the same: equal for JSON
	 * that differs in the order of keys or in white space only.
	 * @param json the JSON, or {@code null}
	 * @return SHA-256 over a canonical form, in hexadecimal
	 */
	public String paramsHash(@Nullable String json) {
		throw new IllegalStateException();
	}

}
