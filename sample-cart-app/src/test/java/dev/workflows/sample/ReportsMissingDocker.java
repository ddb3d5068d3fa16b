package dev.workflows.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Says aloud that a test was skipped for want of Docker: skipped is not proven.
 */
class ReportsMissingDocker implements ExecutionCondition {

	private static final String LINE = "NOT PROVEN: Testcontainers PostgreSQL (no Docker)";

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (context.getTestMethod().isPresent() || DockerClientFactory.instance().isDockerAvailable()) {
			return ConditionEvaluationResult.enabled("has Docker");
		}
		System.out.println(LINE);
		try {
			Files.createDirectories(Path.of("target"));
			Files.writeString(Path.of("target", "not-proven.txt"), LINE + System.lineSeparator(),
					StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return ConditionEvaluationResult.disabled(LINE);
	}

}
