/**
 * Makes a workflow engine out of what a Spring Boot application already has.
 */
@NullMarked
package dev.workflows.autoconfigure;

import org.jspecify.annotations.NullMarked;
