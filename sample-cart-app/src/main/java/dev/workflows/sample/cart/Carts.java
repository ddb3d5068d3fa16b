package dev.workflows.sample.cart;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * What can be done with carts.
 *
 * @since 0.1
 */
@Service
@Transactional
public class Carts {

	private static final Logger logger = LoggerFactory.getLogger(Carts.class);

	private final CartRepository carts;

	Carts(CartRepository carts) {
		this.carts = carts;
	}

	/**
	 * Opens an empty cart.
	 * @param email whose cart it is
	 * @return the cart
	 */
	public CartView open(String email) {
		return this.carts.save(new Cart(email)).view();
	}

	/**
	 * Reads a cart.
	 * @param id the cart's id
	 * @return the cart
	 * @throws ResponseStatusException (404) if there is none
	 */
	@Transactional(readOnly = true)
	public CartView view(String id) {
		logger.debug("reads cart {}", id);
		return find(id).view();
	}

	/**
	 * Puts something into a cart.
	 * @param id the cart's id
	 * @param item what
	 * @return the cart
	 * @throws ResponseStatusException (404) if there is none, (409) if it is full or
	 * checked out
	 */
	public CartView add(String id, CartItem item) {
		Cart cart = find(id);
		if (!cart.add(item)) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, "cart is full or checked out");
		}
		return cart.view();
	}

	/**
	 * Buys what is in a cart; again does nothing.
	 * @param id the cart's id
	 * @return the cart
	 * @throws ResponseStatusException (404) if there is none
	 */
	public CartView checkOut(String id) {
		Cart cart = find(id);
		cart.checkOut();
		return cart.view();
	}

	private Cart find(String id) {
		return this.carts.findById(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such cart"));
	}

}
