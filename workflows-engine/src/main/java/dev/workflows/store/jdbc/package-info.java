/**
 * The only SQL of the project: dialects, schema and migrations, the group commit, the
 * read side.
 */
@NullMarked
package dev.workflows.store.jdbc;

import org.jspecify.annotations.NullMarked;
