package dev.workflows.store;

/**
 * The database refuses the data for good; nothing of the call was applied. Repeating it
 * is of no use.
 *
 * @since 0.1
 */
public class StoreRejectedException extends RuntimeException {

	/**
	 * Creates the exception.
	 * @param message why, without any payload
	 * @param cause what the database said
	 */
	public StoreRejectedException(String message, Throwable cause) {
		super(message, cause);
	}

}
