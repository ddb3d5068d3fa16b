package dev.workflows.sample.cart;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/**
 * A cart. Prices are whole cents, because SQLite has no exact decimals.
 */
@Entity
class Cart {

	private static final int MOST_ITEMS = 100;

	@Id
	private String id;

	private String email;

	private boolean checkedOut;

	@ElementCollection(fetch = FetchType.EAGER)
	@OrderColumn(name = "position")
	private List<CartItem> items = new ArrayList<>();

	@Version
	private @Nullable Long version;

	@SuppressWarnings("NullAway.Init")
	protected Cart() {
		// for JPA, which sets the fields
	}

	Cart(String email) {
		this.id = UUID.randomUUID().toString();
		this.email = email;
	}

	boolean add(CartItem item) {
		return !this.checkedOut && this.items.size() < MOST_ITEMS && this.items.add(item);
	}

	void checkOut() {
		this.checkedOut = true;
	}

	CartView view() {
		long total = this.items.stream().mapToLong((item) -> item.cents() * item.quantity()).sum();
		return new CartView(this.id, this.email, List.copyOf(this.items), total, this.checkedOut);
	}

}
