/**
 * What stands behind the client: create, get, await, control.
 */
@NullMarked
package dev.workflows.client;

import org.jspecify.annotations.NullMarked;
