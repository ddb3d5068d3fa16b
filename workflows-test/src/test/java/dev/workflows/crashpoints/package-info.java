/**
 * Fails the n-th call to the store, for every n and in every way, and looks at what has
 * become of the instances.
 */
@NullMarked
package dev.workflows.crashpoints;

import org.jspecify.annotations.NullMarked;
