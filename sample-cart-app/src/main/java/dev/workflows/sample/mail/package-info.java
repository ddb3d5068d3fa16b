/**
 * Mails and where they go.
 */
@NullMarked
package dev.workflows.sample.mail;

import org.jspecify.annotations.NullMarked;
