package dev.workflows.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import dev.workflows.simulation.check.Violation;

/**
 * What a bad run says to whoever has to find out why.
 */
final class Report {

	private static final int MOST = 10;

	private Report() {
	}

	static String of(Result bad) {
		StringBuilder text = new StringBuilder("SEED=").append(bad.plan().seed())
			.append(" at commit ")
			.append(commit())
			.append('\n')
			.append(bad.plan())
			.append('\n');
		bad.violations().stream().limit(MOST).forEach((violation) -> text.append(violation).append('\n'));
		text.append("The last decisions:\n");
		bad.trace().last().forEach((line) -> text.append(line).append('\n'));
		return text.append("To see it again:\n").append(Options.command(bad.plan())).append('\n').toString();
	}

	static String predicates(Result bad) {
		return bad.violations()
			.stream()
			.map(Violation::predicate)
			.distinct()
			.sorted()
			.collect(Collectors.joining(", "));
	}

	private static String commit() {
		try {
			Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").redirectErrorStream(true).start();
			return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

}
