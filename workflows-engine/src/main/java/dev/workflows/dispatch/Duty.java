package dev.workflows.dispatch;

import java.time.Duration;

/**
 * Something the engine does again and again. It has no thread of its own: whoever drives
 * it calls {@link #run} and waits as long as the answer says.
 *
 * @since 0.1
 */
public interface Duty {

	/**
	 * Returns what it is called.
	 * @return the name, for people
	 */
	String name();

	/**
	 * Does it once. Never throws: trouble is logged and met by a longer wait.
	 * @return how long to wait before the next time
	 */
	Duration run();

}
