package dev.workflows.sample.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.workflows.sample.MailCollector;
import dev.workflows.sample.MailCollector.Receipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All the lives of the shop on one database.
 */
final class Round {

	private static final Duration MOST_START = Duration.ofMinutes(2);

	private static final Duration MOST_HEAL = Duration.ofMinutes(3);

	private static final List<String> UNFINISHED = List.of("queued", "running", "waiting", "errored");

	private final JsonMapper json = new JsonMapper();

	private final Options options;

	private final Store.Kind kind;

	private final Path folder;

	private final Random random;

	private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

	private final AtomicInteger posted = new AtomicInteger();

	private int hits;

	private int early;

	Round(Options options, Store.Kind kind) {
		this.options = options;
		this.kind = kind;
		this.folder = options.folder().resolve(kind + "-" + options.seed() + "-" + System.currentTimeMillis());
		this.random = new Random(options.seed());
	}

	Verdict run() throws IOException, InterruptedException, SQLException {
		Files.createDirectories(this.folder);
		ExecutorService client = Executors.newSingleThreadExecutor();
		try (Store store = Store.open(this.kind, this.folder);
				MailCollector collector = new MailCollector(this::answer)) {
			List<String> arguments = arguments(store, collector);
			for (int kill = 1; kill <= this.options.kills(); kill++) {
				try (ShopProcess shop = ShopProcess.start(this.options.jar(), this.folder, arguments)) {
					live(shop, this.options.kills() - kill + 1, client);
					long open = collector.open();
					shop.kill();
					this.hits += (open > 0) ? 1 : 0;
					System.out.printf("  %s kill %d: %d open, %d carts%n", this.kind, kill, open,
							this.acknowledged.size());
				}
			}
			heal(arguments);
			try (Connection database = store.connect()) {
				return verdict(
						Audit.of(database, collector.receipts(), this.folder.resolve("shop.log"), this.acknowledged));
			}
		}
		finally {
			client.shutdownNow();
		}
	}

	private List<String> arguments(Store store, MailCollector collector) {
		List<String> arguments = new ArrayList<>(store.arguments());
		// a limit above the number of kills, because here it is not the reminders that
		// kill the shop
		arguments.addAll(List.of("--shop.reminder-after=2s", "--shop.repair-every=5s", "--shop.mail.failure-rate=0.1",
				"--shop.mail.retry-delay=1s", "--shop.mail.url=" + collector.url(), "--workflows.crash-limit=100"));
		return arguments;
	}

	/**
	 * Answers slowly, so that a kill finds steps open, and with an error now and then; by
	 * the seed and not by the order in which threads arrive.
	 */
	private int answer(Receipt receipt) throws InterruptedException {
		Random chance = new Random(this.options.seed() ^ receipt.key().hashCode() ^ receipt.begunAt());
		new CountDownLatch(1).await(500 + chance.nextInt(2_500), TimeUnit.MILLISECONDS);
		return (chance.nextInt(10) == 0) ? 503 : 200;
	}

	private void live(ShopProcess shop, int livesLeft, ExecutorService client) throws InterruptedException {
		if (this.random.nextInt(12) == 0) {
			this.early++;
			shop.live(500 + this.random.nextInt(4_000));
			return;
		}
		shop.awaitReady(MOST_START);
		int missing = this.options.carts() - this.acknowledged.size();
		int share = (missing + livesLeft - 1) / livesLeft;
		// the first request is slow on a cold machine; the time to live counts from its
		// answer
		post(shop, Math.min(1, share));
		Future<?> posts = client.submit(() -> post(shop, share - 1));
		shop.live(200 + this.random.nextInt(1_800));
		posts.cancel(false);
	}

	private Void post(ShopProcess shop, int count) throws InterruptedException {
		for (int i = 0; i < count; i++) {
			String email = "cart-" + this.posted.incrementAndGet() + "@example.com";
			ShopProcess.Answer answer = shop.post("/carts", "{\"email\": \"" + email + "\"}");
			if (answer.status() == 201) {
				this.acknowledged.add(this.json.readTree(answer.body()).path("id").asString());
			}
			else if (answer.status() == 0) {
				break;
			}
			else {
				throw new IllegalStateException("the shop answered " + answer);
			}
		}
		return null;
	}

	private void heal(List<String> arguments) throws IOException, InterruptedException {
		try (ShopProcess shop = ShopProcess.start(this.options.jar(), this.folder, arguments)) {
			shop.awaitReady(MOST_START);
			post(shop, this.options.carts() - this.acknowledged.size());
			long deadline = System.nanoTime() + MOST_HEAL.toNanos();
			while (System.nanoTime() < deadline && !healed(shop)) {
				shop.live(500);
			}
			shop.stop();
		}
	}

	private boolean healed(ShopProcess shop) throws InterruptedException {
		for (String status : UNFINISHED) {
			ShopProcess.Answer answer = shop.get("/actuator/workflows/purchase-workflow?limit=1&status=" + status);
			JsonNode instances = this.json.readTree(answer.body()).path("instances");
			if (!instances.isArray()) {
				throw new IllegalStateException("the shop answered " + answer);
			}
			if (!instances.isEmpty()) {
				return false;
			}
		}
		return true;
	}

	private Verdict verdict(Audit audit) {
		audit.violations().forEach((violation) -> System.out.println("  VIOLATION: " + violation));
		String line = String.format(
				"kill-test %s seed=%d: %d/%d reminders sent, %d kills, %d hit an open step, "
						+ "%d before the shop was ready, %d recorded steps ran again",
				this.kind, this.options.seed(), audit.complete(), audit.carts(), this.options.kills(), this.hits,
				this.early, audit.ranAgain());
		boolean enough = this.hits >= this.options.enoughHits() && audit.carts() >= this.options.carts();
		return new Verdict(line, audit.violations().isEmpty(), enough);
	}

	/**
	 * How a round went.
	 *
	 * @param line what to print
	 * @param clean whether there was no violation
	 * @param enough whether the round could have found one
	 */
	record Verdict(String line, boolean clean, boolean enough) {
	}

}
