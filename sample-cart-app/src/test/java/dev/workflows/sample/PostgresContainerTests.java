package dev.workflows.sample;

import java.time.Duration;

import dev.workflows.WorkflowClient;
import dev.workflows.sample.reminder.CartReminder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shop on a PostgreSQL that Testcontainers starts and Spring Boot finds by itself.
 */
@ExtendWith(ReportsMissingDocker.class)
@Testcontainers(disabledWithoutDocker = true)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.profiles.active=postgres", "shop.reminder-after=1s", "shop.mail.retry-delay=100ms" })
class PostgresContainerTests {

	@Container
	@ServiceConnection
	static PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18");

	@Test
	void reminderIsSent(@LocalServerPort int port, @Autowired WorkflowClient workflows) {
		RestTestClient http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
		String cart = ShopApiTests.openCart(http, "ann@example.com");
		assertThat(workflows.get(CartReminder.REMINDER, cart).await(Duration.ofMinutes(1))).isTrue();
		http.get().uri("/mails").exchange().expectBody().jsonPath("$[0].to").isEqualTo("ann@example.com");
	}

}
