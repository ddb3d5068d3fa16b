/**
 * The composition root: builds an engine, starts and stops it.
 */
@NullMarked
package dev.workflows.engine;

import org.jspecify.annotations.NullMarked;
