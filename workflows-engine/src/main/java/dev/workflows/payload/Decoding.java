package dev.workflows.payload;

import java.lang.reflect.Type;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;

/**
 * Says why JSON could not be decoded, without showing it: messages of the JSON library
 * quote values.
 */
final class Decoding {

	private Decoding() {
	}

	static PayloadUnreadableException failed(String field, Type type, Throwable error) {
		String what = field + " cannot be read as " + type.getTypeName();
		if (error instanceof StreamReadException ex && ex.getPath().isEmpty()) {
			return new PayloadUnreadableException(what + ": malformed JSON" + at(ex.getLocation()));
		}
		if (error instanceof JacksonException ex) {
			return new PayloadUnreadableException(
					what + ": it does not fit at " + Paths.of(ex.getPath()) + " (" + name(ex) + ")");
		}
		return new PayloadUnreadableException(what + ": " + error.getClass().getName());
	}

	private static String name(JacksonException error) {
		Throwable cause = error.getCause();
		return (cause != null && cause != error) ? cause.getClass().getName() : error.getClass().getSimpleName();
	}

	private static String at(TokenStreamLocation location) {
		return (location == null || location.getLineNr() < 0) ? ""
				: " at line " + location.getLineNr() + ", column " + location.getColumnNr();
	}

}
