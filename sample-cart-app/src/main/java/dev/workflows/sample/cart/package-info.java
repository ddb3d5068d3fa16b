/**
 * Carts, kept through JPA.
 */
@NullMarked
package dev.workflows.sample.cart;

import org.jspecify.annotations.NullMarked;
