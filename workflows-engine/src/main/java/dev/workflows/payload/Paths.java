package dev.workflows.payload;

import java.util.List;

import dev.workflows.Names;
import tools.jackson.core.JacksonException;

/**
 * Writes the way to a part of a value: {@code .items[3].price}.
 */
final class Paths {

	private static final int LONGEST = 16;

	private Paths() {
	}

	static String of(List<JacksonException.Reference> path) {
		if (path.isEmpty()) {
			return "the top";
		}
		StringBuilder text = new StringBuilder();
		for (JacksonException.Reference reference : path.subList(0, Math.min(path.size(), LONGEST))) {
			String property = reference.getPropertyName();
			if (property == null) {
				text.append('[').append(reference.getIndex()).append(']');
			}
			else {
				String quoted = Names.quoted(property);
				text.append('.').append(isIdentifier(property) ? property : quoted);
			}
		}
		return text.append((path.size() > LONGEST) ? "..." : "").toString();
	}

	private static boolean isIdentifier(String property) {
		return property.length() <= 64 && !property.isEmpty()
				&& property.chars().allMatch((it) -> it < 0x80 && Character.isJavaIdentifierPart(it) && it > 0x20);
	}

}
