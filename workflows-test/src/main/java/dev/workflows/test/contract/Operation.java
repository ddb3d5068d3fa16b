package dev.workflows.test.contract;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Something that is done to the model and to a store, to compare what comes of it.
 *
 * @param what what is done, for people
 * @param work does it and returns everything that can be observed, in a fixed order
 */
record Operation(String what, Function<StoreFixture, @Nullable Object> work) {

	/**
	 * Does it. An exception is an observation too, but its text is each store's own.
	 * @param fixture where
	 * @return what was observed
	 */
	@Nullable Object on(StoreFixture fixture) {
		try {
			return this.work.apply(fixture);
		}
		catch (RuntimeException ex) {
			return ex.getClass();
		}
	}

}
