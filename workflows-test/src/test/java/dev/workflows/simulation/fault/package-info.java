/**
 * What goes wrong between an engine and its database, and with the database itself.
 */
@NullMarked
package dev.workflows.simulation.fault;

import org.jspecify.annotations.NullMarked;
