/**
 * Runs one claimed instance: replays what is recorded, executes what is not.
 */
@NullMarked
package dev.workflows.execution;

import org.jspecify.annotations.NullMarked;
