/**
 * The workflow that reminds a customer of a cart.
 */
@NullMarked
package dev.workflows.sample.reminder;

import org.jspecify.annotations.NullMarked;
