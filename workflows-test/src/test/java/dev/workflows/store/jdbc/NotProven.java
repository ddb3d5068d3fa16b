package dev.workflows.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says aloud what a test run has not proven, so that what is skipped does not count as
 * passed.
 */
final class NotProven {

	private NotProven() {
	}

	static void report(String what, String reason) {
		String line = "NOT PROVEN: " + what + " (" + reason.lines().findFirst().orElse("no reason given") + ")";
		System.out.println(line);
		try {
			Path file = Path.of("target", "not-proven.txt");
			Files.createDirectories(file.getParent());
			Files.writeString(file, line + System.lineSeparator(), StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
