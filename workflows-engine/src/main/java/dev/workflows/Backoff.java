package dev.workflows;

/**
 * How the delay between attempts grows; n is the number of failed attempts so far.
 *
 * @since 0.1
 */
public enum Backoff {

	/** Always the delay. */
	CONSTANT,

	/** The delay times n. */
	LINEAR,

	/** The delay times 2 to the power of n - 1. */
	EXPONENTIAL

}
