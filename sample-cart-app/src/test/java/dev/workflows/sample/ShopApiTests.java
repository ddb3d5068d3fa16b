package dev.workflows.sample;

import java.util.Map;

import dev.workflows.InstanceNotFoundException;
import dev.workflows.WorkflowClient;
import dev.workflows.sample.cart.CartItem;
import dev.workflows.sample.cart.CartView;
import dev.workflows.sample.reminder.CartReminder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the shop answers over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.datasource.url=jdbc:h2:mem:shop-api")
class ShopApiTests {

	@Autowired
	private WorkflowClient workflows;

	@LocalServerPort
	private int port;

	private RestTestClient http;

	@BeforeEach
	void connect() {
		this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.port).build();
	}

	@Test
	void cartIsOpenedFilledAndCheckedOut() {
		String cart = openCart(this.http, "ann@example.com");
		post("/carts/" + cart + "/items", new CartItem("tea", 450, 2)).expectStatus().isOk();
		post("/carts/" + cart + "/items", new CartItem("pot", 1999, 1)).expectStatus().isOk();
		post("/carts/" + cart + "/checkout", Map.of()).expectStatus().isOk();
		CartView view = this.http.get().uri("/carts/" + cart).exchange().returnResult(CartView.class).getResponseBody();
		assertThat(view.totalCents()).isEqualTo(2899);
		assertThat(view.items()).extracting(CartItem::name).containsExactly("tea", "pot");
		assertThat(view.checkedOut()).isTrue();
	}

	@Test
	void openingCartStartsReminderWithIdOfCart() {
		String cart = openCart(this.http, "ann@example.com");
		assertThat(this.workflows.get(CartReminder.REMINDER, cart).status().status().isFinished()).isFalse();
	}

	@Test
	void cartThatIsCheckedOutTakesNothingMore() {
		String cart = openCart(this.http, "ann@example.com");
		post("/carts/" + cart + "/checkout", Map.of());
		RestTestClient.ResponseSpec answer = post("/carts/" + cart + "/items", new CartItem("tea", 450, 2));
		problem(answer, 409).jsonPath("$.detail").isEqualTo("cart is full or checked out");
	}

	@Test
	void cartThatIsNotThereIsAProblem() {
		problem(this.http.get().uri("/carts/nosuch").exchange(), 404).jsonPath("$.detail").isEqualTo("no such cart");
		problem(post("/carts/nosuch/checkout", Map.of()), 404);
		problem(post("/carts/nosuch/items", new CartItem("tea", 1, 1)), 404);
	}

	@Test
	void badInputIsAProblemThatNamesTheField() {
		problem(post("/carts", Map.of("email", "nobody")), 400).jsonPath("$.detail")
			.isEqualTo("email must be a well-formed email address");
		problem(post("/carts", Map.of()), 400).jsonPath("$.detail").isEqualTo("email must not be blank");
		String cart = openCart(this.http, "ann@example.com");
		problem(post("/carts/" + cart + "/items", new CartItem("", 0, 1001)), 400).jsonPath("$.detail")
			.isEqualTo("cents must be greater than or equal to 1, name must not be blank, "
					+ "quantity must be less than or equal to 1000");
	}

	@Test
	void bodyThatIsNoJsonIsAProblem() {
		problem(this.http.post().uri("/carts").contentType(MediaType.APPLICATION_JSON).body("{").exchange(), 400);
	}

	@Test
	void unknownReminderIsNotInvented() {
		assertThatExceptionOfType(InstanceNotFoundException.class)
			.isThrownBy(() -> this.workflows.get(CartReminder.REMINDER, "nosuch"));
	}

	static String openCart(RestTestClient http, String email) {
		CartView cart = http.post()
			.uri("/carts")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("email", email))
			.exchange()
			.expectStatus()
			.isCreated()
			.returnResult(CartView.class)
			.getResponseBody();
		return cart.id();
	}

	private RestTestClient.ResponseSpec post(String path, Object body) {
		return this.http.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

	private static RestTestClient.BodyContentSpec problem(RestTestClient.ResponseSpec answer, int status) {
		answer.expectStatus().isEqualTo(status);
		answer.expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
		return answer.expectBody();
	}

}
