package dev.workflows.sample.mail;

/**
 * A mail.
 *
 * @param key equal for every try to send the same mail
 * @param to to whom
 * @param subject its subject
 * @param text its text
 * @since 0.1
 */
public record Mail(String key, String to, String subject, String text) {
}
