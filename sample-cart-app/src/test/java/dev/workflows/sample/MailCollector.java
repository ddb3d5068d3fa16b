package dev.workflows.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A mail provider on loopback that is never killed: it remembers every try to send a
 * mail, from the moment the try begins.
 */
public final class MailCollector implements AutoCloseable {

	private final JsonMapper json = new JsonMapper();

	private final List<Receipt> receipts = new CopyOnWriteArrayList<>();

	private final Semaphore received = new Semaphore(0);

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "mail-collector");
		thread.setDaemon(true);
		return thread;
	});

	private final Provider provider;

	private final HttpServer server;

	public MailCollector(Provider provider) throws IOException {
		this.provider = provider;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
		this.server.setExecutor(this.threads);
		this.server.createContext("/send", this::receive);
		this.server.start();
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange) {
			String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
			JsonNode mail = this.json.readTree(exchange.getRequestBody().readAllBytes());
			Receipt receipt = new Receipt(key, mail.path("to").asString(), System.currentTimeMillis());
			this.receipts.add(receipt);
			this.received.release();
			int status = this.provider.answer(receipt);
			receipt.accepted = status < 300;
			receipt.open = false;
			exchange.sendResponseHeaders(status, -1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/send");
	}

	public List<Receipt> receipts() {
		return List.copyOf(this.receipts);
	}

	/**
	 * Returns how many tries wait for their answer.
	 */
	public long open() {
		return this.receipts.stream().filter((receipt) -> receipt.open).count();
	}

	/**
	 * Waits for one more try to begin.
	 */
	public boolean awaitReceipt(int seconds) throws InterruptedException {
		return this.received.tryAcquire(seconds, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * Decides what becomes of a try.
	 */
	@FunctionalInterface
	public interface Provider {

		int answer(Receipt receipt) throws InterruptedException;

	}

	/**
	 * One try to send a mail.
	 */
	public static final class Receipt {

		private final String key;

		private final String to;

		private final long begunAt;

		private volatile boolean open = true;

		private volatile boolean accepted;

		Receipt(String key, String to, long begunAt) {
			this.key = key;
			this.to = to;
			this.begunAt = begunAt;
		}

		/**
		 * Makes a try that has succeeded.
		 */
		public static Receipt sent(String key, String to, long begunAt) {
			Receipt receipt = new Receipt(key, to, begunAt);
			receipt.accepted = true;
			receipt.open = false;
			return receipt;
		}

		public String key() {
			return this.key;
		}

		public String to() {
			return this.to;
		}

		/**
		 * Returns when the try began, epoch ms.
		 */
		public long begunAt() {
			return this.begunAt;
		}

		/**
		 * Returns whether the mail was sent, even if nobody was left to hear it.
		 */
		public boolean accepted() {
			return this.accepted;
		}

	}

}
