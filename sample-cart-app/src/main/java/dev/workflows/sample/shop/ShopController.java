package dev.workflows.sample.shop;

import java.net.URI;
import java.util.stream.Collectors;

import dev.workflows.sample.cart.CartItem;
import dev.workflows.sample.cart.CartView;
import dev.workflows.sample.cart.Carts;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The shop's API.
 */
@RestController
@RequestMapping("/carts")
class ShopController {

	private final Shop shop;

	private final Carts carts;

	ShopController(Shop shop, Carts carts) {
		this.shop = shop;
		this.carts = carts;
	}

	@PostMapping
	ResponseEntity<CartView> open(@Valid @RequestBody NewCart cart) {
		CartView opened = this.shop.openCart(cart.email());
		return ResponseEntity.created(URI.create("/carts/" + opened.id())).body(opened);
	}

	@GetMapping("/{id}")
	CartView view(@PathVariable String id) {
		return this.carts.view(id);
	}

	@PostMapping("/{id}/items")
	CartView add(@PathVariable String id, @Valid @RequestBody CartItem item) {
		return this.carts.add(id, item);
	}

	@PostMapping("/{id}/checkout")
	CartView checkOut(@PathVariable String id) {
		return this.carts.checkOut(id);
	}

	@ExceptionHandler
	ProblemDetail invalid(MethodArgumentNotValidException ex) {
		ProblemDetail problem = ex.getBody();
		problem.setDetail(ex.getFieldErrors()
			.stream()
			.map((error) -> error.getField() + " " + error.getDefaultMessage())
			.sorted()
			.collect(Collectors.joining(", ")));
		return problem;
	}

	@ExceptionHandler
	ProblemDetail changed(OptimisticLockingFailureException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "cart was changed meanwhile");
	}

	/**
	 * A cart to open.
	 *
	 * @param email whose cart it is
	 */
	record NewCart(@NotBlank @Email @Size(max = 254) String email) {
	}

}
