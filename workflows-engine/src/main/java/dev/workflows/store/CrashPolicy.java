package dev.workflows.store;

/**
 * What happens to an instance whose owner died. The crash count goes up by one; below the
 * limit the row becomes {@code queued}, due at once after the first crash and after 1 s,
 * 10 s and 60 s when there was no progress in between; at the limit it is parked as
 * {@code errored}.
 *
 * @param limit the crash count at which an instance is parked
 * @param parkedError the error that is stored then, as JSON
 * @since 0.1
 */
public record CrashPolicy(int limit, String parkedError) {

	/**
	 * Returns how long an instance waits before it is tried again.
	 * @param crashCount the crash count, from 1
	 * @return the delay in ms
	 */
	public static long delayMillis(int crashCount) {
		return switch (crashCount) {
			case 0, 1 -> 0;
			case 2 -> 1_000;
			case 3 -> 10_000;
			default -> 60_000;
		};
	}

}
