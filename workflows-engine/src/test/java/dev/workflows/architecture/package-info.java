/**
 * The shape of the engine, as rules that break the build.
 */
@NullMarked
package dev.workflows.architecture;

import org.jspecify.annotations.NullMarked;
