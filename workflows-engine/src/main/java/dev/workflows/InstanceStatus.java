package dev.workflows;

/**
 * What an instance is doing.
 *
 * @since 0.1
 */
public enum InstanceStatus {

	/** Stored, waiting for a free slot. */
	QUEUED("queued"),

	/** Owned by a node that executes it. */
	RUNNING("running"),

	/** Asleep or backing off, without a thread or an owner. */
	WAITING("waiting"),

	/** Stopped by request until it is resumed. */
	PAUSED("paused"),

	/** Asked to pause, finishing the step in flight. */
	WAITING_FOR_PAUSE("waitingForPause"),

	/** Undoing its steps. */
	ROLLING_BACK("rollingBack"),

	/** Ended with a result. */
	COMPLETE("complete"),

	/** Ended with an error, or parked with a reason. */
	ERRORED("errored"),

	/** Ended by request. */
	TERMINATED("terminated"),

	/** Written by another version of the engine; left alone by this one. */
	UNKNOWN("unknown");

	private final String word;

	InstanceStatus(String word) {
		this.word = word;
	}

	/**
	 * Returns the word that is stored and shown, the same as Cloudflare's.
	 * @return the word
	 */
	public String word() {
		return this.word;
	}

	/**
	 * Returns the status of a word.
	 * @param word the stored word
	 * @return the status, {@link #UNKNOWN} for a word of another version
	 */
	public static InstanceStatus of(String word) {
		for (InstanceStatus status : values()) {
			if (status.word.equals(word)) {
				return status;
			}
		}
		return UNKNOWN;
	}

	/**
	 * Returns whether the run has ended.
	 * @return {@code true} for complete, errored and terminated
	 */
	public boolean isFinished() {
		return this == COMPLETE || this == ERRORED || this == TERMINATED;
	}

}
