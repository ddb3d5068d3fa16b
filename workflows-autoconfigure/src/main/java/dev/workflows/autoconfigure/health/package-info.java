/**
 * Shows in the application's health whether the engine can work.
 */
@NullMarked
package dev.workflows.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
