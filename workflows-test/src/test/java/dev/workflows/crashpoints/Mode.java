package dev.workflows.crashpoints;

import java.util.Locale;

/**
 * What goes wrong with a call.
 */
public enum Mode {

	/** It is refused and not applied. */
	THROW_BEFORE,

	/** It is applied, but its reply is lost. */
	APPLIED_NO_REPLY,

	/** It is applied, and nothing more of the node reaches the store. */
	KILL_NODE_AFTER,

	/** Its reply is lost, and it is applied a moment later. */
	LATE_APPLY,

	/**
	 * Neither it nor anything more of the node reaches the store. Where a verb is several
	 * calls, the node dies between them anyway.
	 */
	KILL_NODE_BEFORE;

	String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static Mode of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

}
