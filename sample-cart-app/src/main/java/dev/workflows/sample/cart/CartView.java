package dev.workflows.sample.cart;

import java.util.List;

/**
 * A cart as it was at one moment: what the API answers and what a workflow remembers.
 *
 * @param id the cart's id
 * @param email whose cart it is
 * @param items what is in it
 * @param totalCents what it costs
 * @param checkedOut whether it was bought
 * @since 0.1
 */
public record CartView(String id, String email, List<CartItem> items, long totalCents, boolean checkedOut) {
}
