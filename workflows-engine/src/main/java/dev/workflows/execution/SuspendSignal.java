package dev.workflows.execution;

/**
 * Leaves the workflow's code when the run has to wait or to stop. An {@link Error}, so
 * that {@code catch (Exception)} lets it pass; catching it changes nothing.
 */
final class SuspendSignal extends Error {

	private static final long serialVersionUID = 1L;

	SuspendSignal() {
		super("the workflow leaves its thread here and goes on later; do not catch this error", null, false, false);
	}

}
