/**
 * Counts and times what the engine does.
 */
@NullMarked
package dev.workflows.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
