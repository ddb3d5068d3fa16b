package dev.workflows.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The seeds that once were bad, each with its date, cause and fix.
 */
final class Seeds {

	private Seeds() {
	}

	static List<Long> recorded() {
		try (InputStream file = Objects.requireNonNull(Seeds.class.getResourceAsStream("seeds.txt"))) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> Long.valueOf(line.split("\\|")[0].strip()))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
