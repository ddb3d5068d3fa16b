/**
 * What can be set: limits, defaults of steps, the pace of the engine.
 */
@NullMarked
package dev.workflows.settings;

import org.jspecify.annotations.NullMarked;
