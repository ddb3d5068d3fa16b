package dev.workflows.simulation.check;

/**
 * Something that must not be.
 *
 * @param predicate the name of what does not hold
 * @param what what was seen
 */
public record Violation(String predicate, String what) {

	@Override
	public String toString() {
		return this.predicate + ": " + this.what;
	}

}
