/**
 * What every store must do, as tests that a store inherits.
 */
@NullMarked
package dev.workflows.test.contract;

import org.jspecify.annotations.NullMarked;
