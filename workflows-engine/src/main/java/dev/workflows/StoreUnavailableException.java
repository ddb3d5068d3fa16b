package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The database does not answer, or cannot take the write.
 *
 * @since 0.1
 */
public class StoreUnavailableException extends WorkflowException {

	private final Applied applied;

	/**
	 * Creates the exception.
	 * @param applied whether the write was applied
	 * @param message what failed and what to do
	 * @param cause the cause, or {@code null}
	 */
	public StoreUnavailableException(Applied applied, String message, @Nullable Throwable cause) {
		this((applied == Applied.NO) ? "WF-1901" : "WF-1903", applied, message, cause);
	}

	private StoreUnavailableException(String code, Applied applied, String message, @Nullable Throwable cause) {
		super(code, message, cause);
		this.applied = applied;
	}

	/**
	 * Creates the exception of a database that answers but takes no writes (WF-1902): it
	 * is read-only or has no space left. The write was not applied.
	 * @param message what failed and what to do
	 * @param cause the cause, or {@code null}
	 * @return the exception
	 */
	public static StoreUnavailableException notWritable(String message, @Nullable Throwable cause) {
		return new StoreUnavailableException("WF-1902", Applied.NO, message, cause);
	}

	/**
	 * Returns whether the write was applied.
	 * @return no, or not known
	 */
	public Applied applied() {
		return this.applied;
	}

	/**
	 * Whether a write took effect.
	 */
	public enum Applied {

		/** It did not. */
		NO,

		/** The answer was lost; reading back tells. */
		UNKNOWN

	}

}
