/**
 * Virtual time: it stands still while anything runs, and goes only when it is told to.
 */
@NullMarked
package dev.workflows.test.time;

import org.jspecify.annotations.NullMarked;
