package dev.workflows.sample.shop;

import dev.workflows.InstanceNotFoundException;
import dev.workflows.WorkflowClient;
import dev.workflows.sample.cart.CartView;
import dev.workflows.sample.cart.Carts;
import dev.workflows.sample.reminder.CartReminder;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A cart (by JPA) and its reminder (by the starter) share one transaction.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = "spring.datasource.url=jdbc:h2:mem:shop-transaction")
class ShopTests {

	@Autowired
	private Shop shop;

	@Autowired
	private Carts carts;

	@Autowired
	private WorkflowClient workflows;

	@Autowired
	private TransactionOperations transaction;

	@Test
	void rolledBackCartHasNoReminder() {
		CartView cart = this.transaction.execute((status) -> {
			CartView opened = this.shop.openCart("ann@example.com");
			assertThat(this.workflows.get(CartReminder.REMINDER, opened.id()).id()).isEqualTo(opened.id());
			status.setRollbackOnly();
			return opened;
		});
		assertThatExceptionOfType(InstanceNotFoundException.class)
			.isThrownBy(() -> this.workflows.get(CartReminder.REMINDER, cart.id()));
		assertThatExceptionOfType(ResponseStatusException.class).isThrownBy(() -> this.carts.view(cart.id()));
	}

	@Test
	void committedCartHasItsReminder() {
		CartView cart = this.shop.openCart("ann@example.com");
		assertThat(this.workflows.get(CartReminder.REMINDER, cart.id()).status().run()).isEqualTo(1);
		assertThat(this.carts.view(cart.id())).isEqualTo(cart);
	}

}
