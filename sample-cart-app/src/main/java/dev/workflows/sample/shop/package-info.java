/**
 * What the shop offers over HTTP.
 */
@NullMarked
package dev.workflows.sample.shop;

import org.jspecify.annotations.NullMarked;
