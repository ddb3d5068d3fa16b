package dev.workflows;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The patterns and lengths of names and ids, which are those of Cloudflare Workflows.
 *
 * @since 0.1
 */
public final class Names {

	private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_-]*");

	private static final int WORKFLOW_LENGTH = 64;

	private static final int INSTANCE_LENGTH = 100;

	private static final int STEP_LENGTH = 256;

	private Names() {
	}

	/**
	 * Checks the name of a workflow.
	 * @param name the name
	 * @return the name
	 * @throws WorkflowValidationException (WF-1104) if it breaks the rule
	 */
	public static String workflow(String name) {
		if (name == null || name.length() > WORKFLOW_LENGTH || !IDENTIFIER.matcher(name).matches()) {
			throw new WorkflowValidationException("WF-1104", "workflow name " + quoted(name) + " must have 1-"
					+ WORKFLOW_LENGTH + " characters of a-z A-Z 0-9 _ - and not start with -");
		}
		return name;
	}

	/**
	 * Checks the id of an instance.
	 * @param id the id
	 * @return the id
	 * @throws WorkflowValidationException (WF-1101, WF-1102) if it breaks the rule
	 */
	public static String instance(String id) {
		if (id == null || id.isEmpty() || id.length() > INSTANCE_LENGTH) {
			throw new WorkflowValidationException("WF-1101", "id must be 1-" + INSTANCE_LENGTH + " characters, but "
					+ ((id != null) ? "has " + id.length() : "is null"));
		}
		if (!IDENTIFIER.matcher(id).matches()) {
			throw new WorkflowValidationException("WF-1102",
					"id " + quoted(id) + " may contain a-z A-Z 0-9 _ - and must not start with -");
		}
		return id;
	}

	/**
	 * Checks the name of a step.
	 * @param name the name
	 * @return the name
	 * @throws WorkflowValidationException (WF-2101) if it breaks the rule
	 */
	public static String step(String name) {
		if (name == null || name.isEmpty() || name.codePointCount(0, name.length()) > STEP_LENGTH
				|| name.codePoints().anyMatch(Names::isRefusedInStepName)) {
			throw new WorkflowValidationException("WF-2101", "step name " + quoted(name) + " must have 1-" + STEP_LENGTH
					+ " characters without control characters or unpaired surrogates");
		}
		return name;
	}

	private static boolean isRefusedInStepName(int codePoint) {
		return codePoint < 0x20 || codePoint == 0x7F
				|| (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
	}

	/**
	 * Returns a value for a message: in quotes, cut to 64 characters, with everything
	 * that could break a line or a terminal escaped.
	 * @param value the value
	 * @return the value in quotes, or {@code null} as text
	 */
	public static String quoted(@Nullable String value) {
		if (value == null) {
			return "null";
		}
		StringBuilder text = new StringBuilder("\"");
		int shown = Math.min(value.length(), 64);
		for (int i = 0; i < shown; i++) {
			text.append(escaped(value.charAt(i)));
		}
		return text.append((shown < value.length()) ? "\"..." : "\"").toString();
	}

	private static String escaped(char character) {
		return switch (character) {
			case '\n' -> "\\n";
			case '\r' -> "\\r";
			case '\t' -> "\\t";
			case '"' -> "\\\"";
			default -> (Character.isISOControl(character) || Character.getType(character) == Character.FORMAT
					|| Character.getType(character) == Character.LINE_SEPARATOR
					|| Character.getType(character) == Character.PARAGRAPH_SEPARATOR
					|| Character.isSurrogate(character)) ? String.format("\\u%04x", (int) character)
							: String.valueOf(character);
		};
	}

}
