/**
 * Which instance runs when: claim, slots, node lease, sweep, reconcile, wake-up.
 */
@NullMarked
package dev.workflows.dispatch;

import org.jspecify.annotations.NullMarked;
