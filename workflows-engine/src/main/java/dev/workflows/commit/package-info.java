/**
 * Gathers mutations of many instances into one transaction, waits out trouble with the
 * database, and gives each mutation its own definite answer.
 */
@NullMarked
package dev.workflows.commit;

import org.jspecify.annotations.NullMarked;
