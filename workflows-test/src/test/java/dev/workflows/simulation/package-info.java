/**
 * The engine in a simulated world: a run is a function of a number, and a checker judges
 * it by what is left of it.
 */
@NullMarked
package dev.workflows.simulation;

import org.jspecify.annotations.NullMarked;
