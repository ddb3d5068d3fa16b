/**
 * The application whose context the tests start.
 */
@NullMarked
package dev.workflows.autoconfigure.app;

import org.jspecify.annotations.NullMarked;
