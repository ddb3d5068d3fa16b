package dev.workflows.payload;

import java.lang.reflect.Type;

import dev.workflows.ErrorDetail;
import dev.workflows.PayloadTooLargeException;
import dev.workflows.WorkflowValidationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns values into the JSON that is stored, and back. What it writes does not depend on
 * how the application's own mapper is set up: names, dates, numbers and inclusion are
 * fixed, polymorphic typing is off. The order of a map's entries is kept.
 *
 * @since 0.1
 */
public final class PayloadCodec {

	private static final Logger logger = LoggerFactory.getLogger(PayloadCodec.class);

	private final JsonMapper mapper;

	private final JsonMapper plain = StableMapper.plain();

	private final int payloadBytes;

	/**
	 * Creates a codec with the given limit.
	 * @param mapper the mapper to derive from; its modules are kept
	 * @param payloadBytes the most UTF-8 bytes of one value
	 */
	public PayloadCodec(JsonMapper mapper, int payloadBytes) {
		this.mapper = StableMapper.from(mapper);
		this.payloadBytes = payloadBytes;
	}

	/**
	 * Encodes a value. Everything that text columns cannot hold, and surrogates without a
	 * partner, is escaped.
	 * @param field what it is, for messages: {@code params}, {@code result of step "x"}
	 * @param value the value
	 * @return the JSON; {@code "null"} for {@code null}
	 * @throws PayloadTooLargeException if it is larger than the limit: WF-2201 for a
	 * field that begins with {@code result}, otherwise WF-1202
	 * @throws WorkflowValidationException (WF-2202) if it cannot be encoded or is nested
	 * deeper than 500; the message names type and path, never the value
	 */
	public String encode(String field, @Nullable Object value) {
		if (value == null) {
			return "null";
		}
		BoundedText text = new BoundedText(this.payloadBytes);
		String json;
		try {
			this.mapper.writeValue(text, value);
			json = JsonText.checked(text.toString());
		}
		catch (BoundedText.FarTooLargeException ex) {
			throw tooLarge(field, "more than " + text.bytes());
		}
		catch (JacksonException | JsonText.TooDeepException | StackOverflowError ex) {
			throw Encoding.failed(field, value, ex);
		}
		long bytes = (text.bytes() > this.payloadBytes) ? text.bytes() : JsonText.utf8Length(json);
		if (bytes > this.payloadBytes) {
			throw tooLarge(field, Long.toString(bytes));
		}
		return json;
	}

	private PayloadTooLargeException tooLarge(String field, String size) {
		return new PayloadTooLargeException(field.startsWith("result") ? "WF-2201" : "WF-1202", field + " is " + size
				+ " bytes; limit " + this.payloadBytes + "; keep large data elsewhere and pass a reference to it");
	}

	/**
	 * Measures a stored value.
	 * @param json the JSON, or {@code null}
	 * @return its size in UTF-8 bytes
	 */
	public long size(@Nullable String json) {
		return (json != null) ? JsonText.utf8Length(json) : 0;
	}

	/**
	 * Decodes a value.
	 * @param field what it is, for messages
	 * @param json the stored JSON, or {@code null} for no value
	 * @param type the type to make
	 * @return the value
	 * @throws PayloadUnreadableException if the JSON does not fit the type; the message
	 * names type and path, never the value
	 */
	public @Nullable Object decode(String field, @Nullable String json, Type type) {
		if (type == void.class || type == Void.class) {
			return null;
		}
		try {
			JavaType target = this.mapper.constructType(type);
			return this.mapper.readValue((json != null) ? json : "null", target);
		}
		catch (JacksonException | IllegalArgumentException | LinkageError | StackOverflowError ex) {
			throw Decoding.failed(field, type, ex);
		}
	}

	/**
	 * Encodes an error: names, messages and frames cut to their limits, cycles broken, a
	 * {@code getMessage} that throws replaced. Never throws.
	 * @param error the error
	 * @return its detail
	 */
	public ErrorDetail describe(Throwable error) {
		return ErrorDescription.of(error);
	}

	/**
	 * Encodes an error's detail.
	 * @param error the detail
	 * @return the JSON, well under a megabyte for a detail made by {@link #describe}
	 */
	public String encodeError(ErrorDetail error) {
		return JsonText.checked(this.plain.writeValueAsString(error));
	}

	/**
	 * Decodes an error's detail.
	 * @param json the stored JSON
	 * @return the detail; a stand-in that says so if the JSON cannot be read
	 */
	public ErrorDetail decodeError(String json) {
		try {
			ErrorDetail detail = this.plain.readValue(json, ErrorDetail.class);
			if (detail != null && detail.name() != null) {
				return detail;
			}
		}
		catch (JacksonException | StackOverflowError ex) {
			logger.debug("A stored error cannot be read: {}", ex.getClass().getName());
		}
		return ErrorDescription.unreadable();
	}

	/**
	 * Returns the hash that tells whether two parameters are the same: equal for JSON
	 * that differs in the order of keys or in white space only.
	 * @param json the JSON, or {@code null}
	 * @return SHA-256 over a canonical form, in hexadecimal
	 * @throws PayloadUnreadableException if it is not JSON
	 */
	public String paramsHash(@Nullable String json) {
		try {
			return CanonicalHash.of(this.plain.readTree((json != null) ? json : "null"));
		}
		catch (JacksonException | StackOverflowError ex) {
			throw Decoding.failed("params", Object.class, ex);
		}
	}

}
