package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * How to create an instance.
 *
 * @param id the id, or {@code null} for a new random one
 * @param strict whether an instance of that id that exists already is an error even when
 * its parameters are the same
 * @since 0.1
 */
public record CreateOptions(@Nullable String id, boolean strict) {

	public CreateOptions {
		if (id != null) {
			Names.instance(id);
		}
	}

	/**
	 * Options with an id.
	 * @param id the id, unique within the workflow
	 * @return the options
	 */
	public static CreateOptions withId(String id) {
		return new CreateOptions(Names.instance(id), false);
	}

	/**
	 * Options without an id.
	 * @return the options
	 */
	public static CreateOptions withRandomId() {
		return new CreateOptions(null, false);
	}

	/**
	 * The same options, refusing an id that is in use.
	 * @return the options
	 */
	public CreateOptions refusingExisting() {
		return new CreateOptions(this.id, true);
	}

}
