/**
 * Measures the engine beside a bare loop that writes the same rows to the same store.
 */
@NullMarked
package dev.workflows.benchmarks;

import org.jspecify.annotations.NullMarked;
