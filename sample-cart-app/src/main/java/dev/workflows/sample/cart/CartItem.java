package dev.workflows.sample.cart;

import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * So many of one thing.
 *
 * @param name what it is
 * @param cents the price of one
 * @param quantity how many
 * @since 0.1
 */
@Embeddable
public record CartItem(@NotBlank @Size(max = 200) String name, @Min(1) @Max(100_000_000) long cents,
		@Min(1) @Max(1_000) int quantity) {
}
