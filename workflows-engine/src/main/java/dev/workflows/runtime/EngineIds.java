package dev.workflows.runtime;

import java.util.UUID;

/**
 * Identities and chance.
 *
 * @since 0.1
 */
public interface EngineIds {

	/**
	 * Makes a new identity that sorts by the time of its making (UUID version 7).
	 * @return the identity
	 */
	UUID next();

	/**
	 * Draws a number.
	 * @return a number from 0 (inclusive) to 1 (exclusive)
	 */
	double chance();

	/**
	 * Returns what tells this process from every other, before and after it.
	 * @return the same text for all engines of a process
	 */
	String process();

}
