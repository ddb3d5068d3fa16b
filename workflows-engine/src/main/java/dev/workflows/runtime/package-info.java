/**
 * What the engine takes from the machine: time, threads, identities. Nothing else of the
 * engine touches them.
 */
@NullMarked
package dev.workflows.runtime;

import org.jspecify.annotations.NullMarked;
