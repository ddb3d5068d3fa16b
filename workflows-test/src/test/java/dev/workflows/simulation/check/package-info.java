/**
 * What must hold after a run, whatever went wrong in it. Every predicate has a name, by
 * which a violation says what was broken.
 */
@NullMarked
package dev.workflows.simulation.check;

import org.jspecify.annotations.NullMarked;
