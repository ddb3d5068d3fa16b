/**
 * The engine as a whole, in virtual time over the model store.
 */
@NullMarked
package dev.workflows.engine;

import org.jspecify.annotations.NullMarked;
