/**
 * Which workflows exist: name, code, types.
 */
@NullMarked
package dev.workflows.registry;

import org.jspecify.annotations.NullMarked;
