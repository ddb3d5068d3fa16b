package dev.workflows.crashpoints;

import java.util.List;

import dev.workflows.store.StepRow;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an instance.
 *
 * @param status its status, as the word that is stored
 * @param output its result, as JSON
 * @param error what it failed with, as JSON
 * @param steps the recorded verbs, in order
 * @param failures the recorded failures of attempts
 */
public record Stored(String status, @Nullable String output, @Nullable String error, List<StepRow> steps,
		List<Failure> failures) {

	/**
	 * An attempt has failed.
	 *
	 * @param step the step's name
	 * @param attempt the number of the attempt
	 * @param error what it failed with, as JSON
	 * @param retryAt when the next one may begin, epoch ms
	 */
	public record Failure(String step, int attempt, String error, @Nullable Long retryAt) {

		boolean isCutOff() {
			return this.error.contains("ATTEMPT_CUT_OFF");
		}

	}

}
