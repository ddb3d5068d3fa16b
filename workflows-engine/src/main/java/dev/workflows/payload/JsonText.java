package dev.workflows.payload;

/**
 * What is asked of JSON text beyond JSON: that every text column takes it, and that it is
 * not nested without measure.
 */
final class JsonText {

	private static final int DEEPEST = 500;

	private JsonText() {
	}

	/**
	 * Escapes surrogates without a partner, which have no UTF-8, and checks the nesting.
	 * @throws TooDeepException if it is nested deeper than 500
	 */
	static String checked(String json) {
		StringBuilder escaped = null;
		int depth = 0;
		boolean quoted = false;
		int copied = 0;
		for (int i = 0; i < json.length(); i++) {
			char character = json.charAt(i);
			if (quoted && character == '\\') {
				i++;
			}
			else if (character == '"') {
				quoted = !quoted;
			}
			else if (Character.isSurrogate(character)) {
				if (isPair(json, i)) {
					i++;
				}
				else {
					escaped = (escaped != null) ? escaped : new StringBuilder(json.length() + 16);
					escaped.append(json, copied, i).append("\\u").append(Integer.toHexString(character));
					copied = i + 1;
				}
			}
			else if (!quoted) {
				depth += change(character);
				if (depth > DEEPEST) {
					throw new TooDeepException();
				}
			}
		}
		return (escaped != null) ? escaped.append(json, copied, json.length()).toString() : json;
	}

	private static boolean isPair(String json, int index) {
		return Character.isHighSurrogate(json.charAt(index)) && index + 1 < json.length()
				&& Character.isLowSurrogate(json.charAt(index + 1));
	}

	private static int change(char character) {
		return switch (character) {
			case '{', '[' -> 1;
			case '}', ']' -> -1;
			default -> 0;
		};
	}

	/** The size of text in UTF-8. */
	static long utf8Length(String text) {
		long bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			bytes += utf8Length(text.charAt(i));
		}
		return bytes;
	}

	/** The share of a character in the size: half of four for each part of a pair. */
	static int utf8Length(char character) {
		if (character < 0x80) {
			return 1;
		}
		return (character < 0x800 || Character.isSurrogate(character)) ? 2 : 3;
	}

	/** The text is nested too deeply. */
	static final class TooDeepException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		TooDeepException() {
			super("nested deeper than " + DEEPEST, null, false, false);
		}

	}

}
