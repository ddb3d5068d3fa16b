package dev.workflows.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.workflows.InstanceReport;
import dev.workflows.InstanceStatus;
import dev.workflows.StepKind;
import dev.workflows.StepReport;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowInstance;
import dev.workflows.sample.reminder.CartReminder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stops the shop in the middle of a reminder and starts it again on the same database.
 */
abstract class RestartTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	/**
	 * Returns the arguments that say which database is used.
	 */
	abstract List<String> database(Path folder);

	@Test
	void reminderGoesOnWhereItWasWhenShopStopped(@TempDir Path folder) throws Exception {
		CountDownLatch secondTry = new CountDownLatch(1);
		try (MailCollector collector = answeringFrom(secondTry)) {
			InstanceReport before;
			String cart;
			try (ConfigurableApplicationContext shop = start(folder, collector, "100ms")) {
				cart = openCart(shop);
				assertThat(collector.awaitReceipt(60)).isTrue();
				before = reminder(shop, cart).status();
				assertThat(before.status()).isEqualTo(InstanceStatus.RUNNING);
			}
			secondTry.countDown();
			try (ConfigurableApplicationContext shop = start(folder, collector, "100ms")) {
				assertThat(reminder(shop, cart).await(LONG)).isTrue();
				InstanceReport after = reminder(shop, cart).status();
				assertThat(after.run()).isEqualTo(1);
				assertThat(after.created()).isEqualTo(before.created());
				assertThat(retrieval(after)).isEqualTo(retrieval(before));
			}
			assertThat(collector.receipts()).hasSize(2)
				.allMatch((receipt) -> receipt.to().equals("ann@example.com"))
				.extracting(MailCollector.Receipt::key)
				.containsOnly(collector.receipts().get(0).key());
		}
	}

	@Test
	void reminderSleepsWhileShopIsStopped(@TempDir Path folder) throws Exception {
		try (MailCollector collector = new MailCollector((receipt) -> 200)) {
			String cart;
			InstanceReport before;
			try (ConfigurableApplicationContext shop = start(folder, collector, "3s")) {
				cart = openCart(shop);
				before = reminder(shop, cart).status();
			}
			try (ConfigurableApplicationContext shop = start(folder, collector, "3d")) {
				assertThat(reminder(shop, cart).await(LONG)).isTrue();
				InstanceReport after = reminder(shop, cart).status();
				StepReport sleep = after.steps().get(0);
				assertThat(sleep.kind()).isEqualTo(StepKind.SLEEP);
				assertThat(Duration.between(sleep.start(), sleep.deadline())).isEqualTo(Duration.ofSeconds(3));
				assertThat(sleep.end()).isAfterOrEqualTo(sleep.deadline());
				assertThat(after.created()).isEqualTo(before.created());
			}
			assertThat(collector.receipts()).hasSize(1);
		}
	}

	private static MailCollector answeringFrom(CountDownLatch secondTry) throws IOException {
		return new MailCollector((receipt) -> {
			secondTry.await();
			return 200;
		});
	}

	private ConfigurableApplicationContext start(Path folder, MailCollector collector, String reminderAfter) {
		List<String> args = new ArrayList<>(database(folder));
		args.addAll(List.of("--server.port=0", "--shop.mail.url=" + collector.url(), "--shop.mail.failure-rate=0",
				"--shop.mail.retry-delay=100ms", "--shop.reminder-after=" + reminderAfter,
				"--workflows.shutdown-grace=100ms", "--spring.main.register-shutdown-hook=false"));
		return SpringApplication.run(SampleCartApplication.class, args.toArray(String[]::new));
	}

	private static String openCart(ConfigurableApplicationContext shop) {
		CartId cart = RestClient.create("http://127.0.0.1:" + shop.getEnvironment().getProperty("local.server.port"))
			.post()
			.uri("/carts")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"email\": \"ann@example.com\"}")
			.retrieve()
			.body(CartId.class);
		return cart.id();
	}

	private static WorkflowInstance<Boolean> reminder(ConfigurableApplicationContext shop, String cart) {
		return shop.getBean(WorkflowClient.class).get(CartReminder.REMINDER, cart);
	}

	private static StepReport retrieval(InstanceReport report) {
		return report.steps()
			.stream()
			.filter((step) -> step.name().equals("retrieve cart from database"))
			.findFirst()
			.orElseThrow();
	}

	record CartId(String id) {
	}

}
