package dev.workflows.actuate.endpoint;

import java.time.Instant;

import dev.workflows.store.InstanceRow;
import org.jspecify.annotations.Nullable;

/**
 * An instance as it is listed, without its payloads.
 *
 * @param id the instance's id
 * @param run the number of the run, from 1
 * @param status the status' word
 * @param created when it was created
 * @param started when its run first began, or {@code null}
 * @param ended when its run ended, or {@code null}
 * @param due when the engine looks at it next, or {@code null}
 * @param crashes how many crashes in a row it was taken over from
 * @since 0.1
 */
public record InstanceSummaryDescriptor(String id, int run, String status, Instant created, @Nullable Instant started,
		@Nullable Instant ended, @Nullable Instant due, int crashes) {

	static InstanceSummaryDescriptor of(InstanceRow row) {
		return new InstanceSummaryDescriptor(row.id(), row.run(), row.status().word(),
				Instant.ofEpochMilli(row.createdAt()), instant(row.startedAt()), instant(row.endedAt()),
				instant(row.dueAt()), row.crashCount());
	}

	private static @Nullable Instant instant(@Nullable Long millis) {
		return (millis != null) ? Instant.ofEpochMilli(millis) : null;
	}

}
