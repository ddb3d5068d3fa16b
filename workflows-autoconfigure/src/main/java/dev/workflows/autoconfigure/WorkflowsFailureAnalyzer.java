package dev.workflows.autoconfigure;

import dev.workflows.WorkflowException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Turns what the engine refuses at start into a description and an action.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WorkflowsFailureAnalyzer extends AbstractFailureAnalyzer<WorkflowException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, WorkflowException cause) {
		String action = action(cause.code());
		return (action != null) ? new FailureAnalysis("Workflows cannot start. " + cause.getMessage(), action, cause)
				: null;
	}

	private static @Nullable String action(String code) {
		return switch (code) {
			case "WF-3101" -> "Give @Workflow a literal name or a ${placeholder} that the environment resolves: 1 to 64"
					+ " characters of a-z A-Z 0-9 _ - that do not begin with -.";
			case "WF-3102" ->
				"Rename one of the two workflows. If both are the same class, declare it as a bean only" + " once.";
			case "WF-3301" -> "Mark the DataSource bean that shall keep the workflows with @WorkflowsDataSource, or"
					+ " set workflows.enabled=false.";
			case "WF-3302" -> "Give the engine a DataSource that can write.";
			case "WF-3401", "WF-3402" -> "Run the script against the database, or set"
					+ " workflows.jdbc.initialize-schema=always to let the engine do it.";
			case "WF-3403" -> "Run the version of the library that made these tables, or a newer one.";
			case "WF-3405" ->
				"Give the database user the rights that the script needs, or run the script yourself and set"
						+ " workflows.jdbc.initialize-schema=never.";
			case "WF-3406" -> "Use PostgreSQL, H2 or SQLite: mark such a DataSource with @WorkflowsDataSource.";
			case "WF-1901", "WF-1903" -> "Check that the database of the workflows is up and can be reached.";
			default -> defaultAction(code);
		};
	}

	private static @Nullable String defaultAction(String code) {
		if (code.startsWith("WF-31")) {
			return "Change the class of the workflow as the message says.";
		}
		if (code.startsWith("WF-32") || code.startsWith("WF-23")) {
			return "Set the property to a value that its rule allows, or remove it to use the default.";
		}
		return null;
	}

}
