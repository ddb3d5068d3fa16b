/**
 * Engines that are broken on purpose, each in one way, to see that the checker notices.
 */
@NullMarked
package dev.workflows.simulation.broken;

import org.jspecify.annotations.NullMarked;
