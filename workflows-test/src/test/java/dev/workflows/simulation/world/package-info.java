/**
 * A machine that is a function of a number: threads of which one runs at a time, and time
 * that passes only when all of them wait.
 */
@NullMarked
package dev.workflows.simulation.world;

import org.jspecify.annotations.NullMarked;
