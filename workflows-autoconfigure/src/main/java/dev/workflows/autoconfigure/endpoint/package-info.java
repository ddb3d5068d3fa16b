/**
 * Makes the Actuator endpoint, where it is available.
 */
@NullMarked
package dev.workflows.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
