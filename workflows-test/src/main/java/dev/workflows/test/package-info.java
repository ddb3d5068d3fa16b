/**
 * What an application or another store needs to test durable workflows.
 */
@NullMarked
package dev.workflows.test;

import org.jspecify.annotations.NullMarked;
