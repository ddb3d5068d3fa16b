package dev.workflows.autoconfigure.app;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * What the application keeps itself.
 *
 * @param id the key
 * @param text the text
 */
@Table
public record Note(@Id Long id, String text) {
}
