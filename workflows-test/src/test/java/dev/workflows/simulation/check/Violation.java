package dev.workflows.simulation.check;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that must not be.
 *
 * @param predicate the name of what does not hold
 * @param what what was seen
 * @param story all that happened to the instance, line by line
 */
public record Violation(String predicate, String what, List<String> story) {

	@Override
	public String toString() {
		return this.predicate + ": " + this.what
				+ this.story.stream().map((line) -> "\n    " + line).collect(Collectors.joining());
	}

}
