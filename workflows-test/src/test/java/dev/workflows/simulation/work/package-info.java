/**
 * What the cluster has to do: workflows made from numbers, and the applications that
 * create and control them; and what all of these saw.
 */
@NullMarked
package dev.workflows.simulation.work;

import org.jspecify.annotations.NullMarked;
