package dev.workflows.settings;

import java.time.Duration;

import dev.workflows.Backoff;
import dev.workflows.StepOptions;
import dev.workflows.WorkflowValidationException;

/**
 * What a step's options are where they say nothing.
 *
 * @param retries how many times to try again after the first attempt
 * @param delay the delay that the back-off starts from
 * @param backoff how the delay grows
 * @param maxDelay the cap of the delay
 * @param jitter the share of the delay that is left to chance, 0 to 1
 * @param timeout the time one attempt may take
 * @since 0.1
 */
public record StepDefaults(int retries, Duration delay, Backoff backoff, Duration maxDelay, double jitter,
		Duration timeout) {

	/**
	 * Checks the defaults by the rules of {@link StepOptions}.
	 * @throws WorkflowValidationException if one breaks its rule
	 */
	public StepDefaults {
		StepOptions.retries(retries).delay(delay).maxDelay(maxDelay).jitter(jitter).timeout(timeout);
	}

	/**
	 * The default defaults: 5 retries, 10 seconds, exponential, capped at 1 hour, no
	 * jitter, 10 minutes per attempt.
	 * @return the defaults
	 */
	public static StepDefaults defaults() {
		return new StepDefaults(5, Duration.ofSeconds(10), Backoff.EXPONENTIAL, Duration.ofHours(1), 0,
				Duration.ofMinutes(10));
	}

}
