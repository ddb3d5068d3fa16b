/**
 * The Actuator endpoint: what runs, what has run, and a restart.
 */
@NullMarked
package dev.workflows.actuate.endpoint;

import org.jspecify.annotations.NullMarked;
