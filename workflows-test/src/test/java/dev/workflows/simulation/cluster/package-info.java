/**
 * The cluster under test: engines on a shared database, and who strikes at them.
 */
@NullMarked
package dev.workflows.simulation.cluster;

import org.jspecify.annotations.NullMarked;
