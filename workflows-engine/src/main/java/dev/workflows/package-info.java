/**
 * What an application imports: annotate a class, write plain blocking Java, steer
 * instances. Depends on nothing else of the engine.
 */
@NullMarked
package dev.workflows;

import org.jspecify.annotations.NullMarked;
