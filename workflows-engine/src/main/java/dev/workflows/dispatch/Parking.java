package dev.workflows.dispatch;

import java.util.List;

import dev.workflows.ErrorDetail;

/**
 * Why an instance is parked: {@code errored} with a stable reason code, resumable.
 */
final class Parking {

	private Parking() {
	}

	static ErrorDetail crashLoop(int limit) {
		return new ErrorDetail("CrashLoop",
				"parked after " + limit + " crashes of its node without progress in between; look at the step that was"
						+ " open, then restart the instance",
				List.of(), List.of(), null, "CRASH_LOOP");
	}

	static ErrorDetail unreadableHistory() {
		return new ErrorDetail("HistoryUnreadable",
				"parked, as a recorded step is of a kind that this version does not know or is damaged; run a version"
						+ " that knows it, or restart the instance",
				List.of(), List.of(), null, "HISTORY_UNREADABLE");
	}

}
