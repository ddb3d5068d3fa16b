/**
 * Value to JSON and back, error to record.
 */
@NullMarked
package dev.workflows.payload;

import org.jspecify.annotations.NullMarked;
