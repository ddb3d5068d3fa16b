/**
 * What the engine tells the outside: one listener, called on the thread where it happens.
 */
@NullMarked
package dev.workflows.observation;

import org.jspecify.annotations.NullMarked;
