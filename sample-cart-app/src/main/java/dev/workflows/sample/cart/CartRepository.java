package dev.workflows.sample.cart;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The carts' table.
 */
interface CartRepository extends JpaRepository<Cart, String> {

}
