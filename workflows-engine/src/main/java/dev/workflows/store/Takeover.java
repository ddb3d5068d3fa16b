package dev.workflows.store;

/**
 * Rows that were freed from owners without a node row.
 *
 * @param freed how many are due again
 * @param parked how many were parked because they have crashed too often
 * @since 0.1
 */
public record Takeover(int freed, int parked) {
}
