/**
 * A small shop that reminds its customers of forgotten carts.
 */
@NullMarked
package dev.workflows.sample;

import org.jspecify.annotations.NullMarked;
