/**
 * An application that keeps its data through JPA.
 */
@NullMarked
package dev.workflows.autoconfigure.jpa;

import org.jspecify.annotations.NullMarked;
