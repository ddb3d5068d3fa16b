package dev.workflows.sample.kill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One life of the shop, a process of its own.
 */
final class ShopProcess implements AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private final Process process;

	private final URI url;

	private ShopProcess(Process process, URI url) {
		this.process = process;
		this.url = url;
	}

	static ShopProcess start(Path jar, Path folder, List<String> arguments) throws IOException {
		Files.createDirectories(folder);
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m", "-jar", jar.toString(), "--server.port=" + port,
						"--logging.level.dev.workflows.sample.cart=debug", "--spring.main.banner-mode=off"));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("shop.log").toFile()))
			.start();
		return new ShopProcess(process, URI.create("http://127.0.0.1:" + port));
	}

	/**
	 * Waits until the shop answers.
	 */
	void awaitReady(Duration most) throws InterruptedException {
		long deadline = System.nanoTime() + most.toNanos();
		while (System.nanoTime() < deadline) {
			if (get("/actuator/health").status() == 200) {
				return;
			}
			if (this.process.waitFor(50, TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException("the shop ended by itself, see shop.log");
			}
		}
		throw new IllegalStateException("the shop is not ready after " + most + ", see shop.log");
	}

	Answer get(String path) throws InterruptedException {
		return send(HttpRequest.newBuilder(this.url.resolve(path)).build());
	}

	Answer post(String path, String json) throws InterruptedException {
		return send(HttpRequest.newBuilder(this.url.resolve(path))
			.header("Content-Type", "application/json")
			.timeout(Duration.ofSeconds(30))
			.POST(HttpRequest.BodyPublishers.ofString(json))
			.build());
	}

	private static Answer send(HttpRequest request) throws InterruptedException {
		try {
			HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body());
		}
		catch (IOException ex) {
			return new Answer(0, "");
		}
	}

	/**
	 * Kills the process with SIGKILL and waits until it is gone.
	 */
	void kill() throws InterruptedException {
		this.process.destroyForcibly();
		this.process.waitFor();
	}

	/**
	 * Asks the process to stop and waits until it has.
	 */
	void stop() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
			kill();
			throw new IllegalStateException("the shop did not stop within a minute");
		}
	}

	/**
	 * Lets time pass, unless the process ends.
	 */
	void live(long millis) throws InterruptedException {
		if (this.process.waitFor(millis, TimeUnit.MILLISECONDS)) {
			throw new IllegalStateException("the shop ended by itself, see shop.log");
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	/**
	 * What the shop answered.
	 *
	 * @param status the status, 0 if there was no answer
	 * @param body the body
	 */
	record Answer(int status, String body) {
	}

}
