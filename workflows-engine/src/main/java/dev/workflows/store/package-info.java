/**
 * The persistence port: what can happen to an instance, as verbs, with sealed results.
 */
@NullMarked
package dev.workflows.store;

import org.jspecify.annotations.NullMarked;
