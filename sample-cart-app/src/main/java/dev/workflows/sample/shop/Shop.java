package dev.workflows.sample.shop;

import dev.workflows.WorkflowClient;
import dev.workflows.sample.cart.CartView;
import dev.workflows.sample.cart.Carts;
import dev.workflows.sample.reminder.CartReminder;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens carts, each with its reminder.
 */
@Service
class Shop {

	private final Carts carts;

	private final WorkflowClient workflows;

	Shop(Carts carts, WorkflowClient workflows) {
		this.carts = carts;
		this.workflows = workflows;
	}

	/**
	 * Opens a cart. It and its reminder are stored by one transaction: there is no cart
	 * without a reminder and no reminder without a cart.
	 * @param email whose cart it is
	 * @return the cart
	 */
	@Transactional
	CartView openCart(String email) {
		CartView cart = this.carts.open(email);
		this.workflows.create(CartReminder.REMINDER, cart.id(), new CartReminder.Params(cart.id()));
		return cart;
	}

}
