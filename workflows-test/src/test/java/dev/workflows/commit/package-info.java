/**
 * The group commit's own logic, over a scripted store.
 */
@NullMarked
package dev.workflows.commit;

import org.jspecify.annotations.NullMarked;
