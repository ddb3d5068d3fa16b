/**
 * A store in memory, written to be obviously right rather than fast, with a clock that
 * tests set.
 */
@NullMarked
package dev.workflows.test.model;

import org.jspecify.annotations.NullMarked;
