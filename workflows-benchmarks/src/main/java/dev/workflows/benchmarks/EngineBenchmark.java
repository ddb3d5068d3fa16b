package dev.workflows.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Durable steps per second of many concurrent instances, through the whole engine and
 * through a bare loop that group-commits the same rows. Both take turns on fresh tables
 * of the same store, so that a slow moment of the machine meets both.
 */
public final class EngineBenchmark {

	private EngineBenchmark() {
	}

	/**
	 * Runs the benchmark.
	 * @param args what differs from the defaults, as {@code name=value}: see
	 * {@link Load#of}
	 * @throws Exception if a run goes wrong; then there is no figure
	 */
	public static void main(String[] args) throws Exception {
		Load load = Load.of(args);
		System.out.printf(Locale.ROOT,
				"%,d concurrent instances of %d steps, %d waves a round, %d rounds; bare loop in groups of %d; Java %s, %d processors%n",
				load.instances(), load.steps(), load.waves(), load.rounds(), load.group(), Runtime.version(),
				Runtime.getRuntime().availableProcessors());
		Path directory = Files.createTempDirectory("workflows-benchmark");
		try {
			List<String> summary = new ArrayList<>();
			for (String name : load.stores()) {
				try (BenchmarkStore store = BenchmarkStore.open(name, directory)) {
					summary.add(measure(store, load));
				}
			}
			System.out.println();
			System.out.printf("%-12s %22s %22s %8s%n", "steps/s", "engine", "bare loop", "ratio");
			summary.forEach(System.out::println);
		}
		finally {
			delete(directory);
		}
	}

	private static String measure(BenchmarkStore store, Load load) throws Exception {
		System.out.printf("%n%s (%s)%n", store.name(), store.settings());
		Figures engine = new Figures();
		Figures bare = new Figures();
		Figures ratio = new Figures();
		for (int round = 0; round <= load.rounds(); round++) {
			double engineRate;
			try (StoreConnections connections = store.fresh()) {
				engineRate = new EngineRun(connections, load).stepsPerSecond();
			}
			double bareRate;
			try (StoreConnections connections = store.fresh()) {
				bareRate = new BareRun(connections, store.statements(), load).stepsPerSecond();
			}
			System.out.printf(Locale.ROOT, "  %-8s engine %,8.0f   bare loop %,8.0f   ratio %.2f%n",
					(round == 0) ? "warm-up" : "round " + round, engineRate, bareRate, engineRate / bareRate);
			if (round > 0) {
				engine.add(engineRate);
				bare.add(bareRate);
				ratio.add(engineRate / bareRate);
			}
		}
		return String.format(Locale.ROOT, "%-12s %22s %22s %8.2f", store.name(), engine, bare, ratio.median());
	}

	private static void delete(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			files.sorted(Comparator.reverseOrder()).forEach((file) -> {
				try {
					Files.deleteIfExists(file);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
		}
	}

}
