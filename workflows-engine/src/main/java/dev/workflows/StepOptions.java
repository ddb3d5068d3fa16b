package dev.workflows;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * How a step is tried. What is {@code null} takes the default: 5 retries, 10 seconds,
 * exponential back-off, 10 minutes per attempt, no jitter, a cap of 1 hour. The options
 * of a step's first execution are stored and win over changed code on replay.
 * <p>
 * Written as {@code retries(5).delay("1 min").exponential()}.
 *
 * @param limit how many times to try again, 0 to 10,000
 * @param delay the delay that the back-off starts from, 0 to 365 days
 * @param delayFunction decides the delay from attempt and error, instead of
 * {@code delay}; not stored
 * @param backoff how the delay grows
 * @param maxDelay the cap of the delay
 * @param jitter the share of the delay that is left to chance, 0 to 1
 * @param timeout the time one attempt may take, more than 0 and at most 365 days
 * @param returning the type of the result; needed for generic types only; not stored
 * @param rethrows exceptions to throw instead of {@link StepFailedException}; not stored
 * @since 0.1
 */
public record StepOptions(@Nullable Integer limit, @Nullable Duration delay, @Nullable RetryDelay delayFunction,
		@Nullable Backoff backoff, @Nullable Duration maxDelay, @Nullable Double jitter, @Nullable Duration timeout,
		@Nullable Type returning, List<Rethrow<?>> rethrows) {

	private static final StepOptions DEFAULTS = new StepOptions(null, null, null, null, null, null, null, null,
			List.of());

	private static final int MOST_RETRIES = 10_000;

	private static final Duration LONGEST = Duration.ofDays(365);

	/**
	 * Checks the options.
	 * @throws WorkflowValidationException (WF-2301 to WF-2304) if one breaks its rule
	 */
	public StepOptions {
		if (limit != null && (limit < 0 || limit > MOST_RETRIES)) {
			throw new WorkflowValidationException("WF-2301", "retries must be 0 to 10000, but is " + limit);
		}
		requireUpToAYear("delay", delay);
		requireUpToAYear("maxDelay", maxDelay);
		if (jitter != null && !(jitter >= 0 && jitter <= 1)) {
			throw new WorkflowValidationException("WF-2302", "jitter must be 0 to 1, but is " + jitter);
		}
		if (timeout != null && (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST) > 0)) {
			throw new WorkflowValidationException("WF-2304",
					"timeout must be more than 0 and at most 365 days, but is " + timeout);
		}
		rethrows = List.copyOf(rethrows);
	}

	private static void requireUpToAYear(String field, @Nullable Duration value) {
		if (value != null && (value.isNegative() || value.compareTo(LONGEST) > 0)) {
			throw new WorkflowValidationException("WF-2302", field + " must be 0 to 365 days, but is " + value);
		}
	}

	/**
	 * The default options.
	 * @return the options
	 */
	public static StepOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * Options with a number of retries.
	 * @param limit how many times to try again after the first attempt
	 * @return the options
	 */
	public static StepOptions retries(int limit) {
		return new StepOptions(limit, null, null, null, null, null, null, null, List.of());
	}

	/**
	 * Options of a step that is tried once.
	 * @return the options
	 */
	public static StepOptions noRetries() {
		return retries(0);
	}

	/**
	 * Options with the type of the result.
	 * @param type the type
	 * @return the options
	 */
	public static StepOptions returning(Class<?> type) {
		return DEFAULTS.withReturning(type);
	}

	/**
	 * Options with the generic type of the result.
	 * @param type the type
	 * @return the options
	 */
	public static StepOptions returning(TypeRef<?> type) {
		return DEFAULTS.withReturning(type.type());
	}

	/**
	 * The same options with the type of the result.
	 * @param type the type
	 * @return the options
	 */
	public StepOptions as(Class<?> type) {
		return withReturning(type);
	}

	/**
	 * The same options with the generic type of the result.
	 * @param type the type
	 * @return the options
	 */
	public StepOptions as(TypeRef<?> type) {
		return withReturning(type.type());
	}

	/**
	 * The same options with another number of retries.
	 * @param limit how many times to try again after the first attempt
	 * @return the options
	 */
	public StepOptions limit(int limit) {
		return new StepOptions(limit, this.delay, this.delayFunction, this.backoff, this.maxDelay, this.jitter,
				this.timeout, this.returning, this.rethrows);
	}

	/**
	 * The same options with another delay.
	 * @param delay the delay, 0 to 365 days
	 * @return the options
	 */
	public StepOptions delay(Duration delay) {
		return new StepOptions(this.limit, delay, null, this.backoff, this.maxDelay, this.jitter, this.timeout,
				this.returning, this.rethrows);
	}

	/**
	 * The same options with another delay.
	 * @param delay the delay, as "1 min", "90s" or "PT1M"
	 * @return the options
	 */
	public StepOptions delay(String delay) {
		return delay(Durations.parse(delay));
	}

	/**
	 * The same options with a delay that depends on attempt and error.
	 * @param delay the function
	 * @return the options
	 */
	public StepOptions delay(RetryDelay delay) {
		return new StepOptions(this.limit, null, delay, this.backoff, this.maxDelay, this.jitter, this.timeout,
				this.returning, this.rethrows);
	}

	/**
	 * The same options with a delay that does not grow.
	 * @return the options
	 */
	public StepOptions constant() {
		return backoff(Backoff.CONSTANT);
	}

	/**
	 * The same options with a delay that grows by itself each time.
	 * @return the options
	 */
	public StepOptions linear() {
		return backoff(Backoff.LINEAR);
	}

	/**
	 * The same options with a delay that doubles each time.
	 * @return the options
	 */
	public StepOptions exponential() {
		return backoff(Backoff.EXPONENTIAL);
	}

	/**
	 * The same options with another back-off.
	 * @param backoff how the delay grows
	 * @return the options
	 */
	public StepOptions backoff(Backoff backoff) {
		return new StepOptions(this.limit, this.delay, this.delayFunction, backoff, this.maxDelay, this.jitter,
				this.timeout, this.returning, this.rethrows);
	}

	/**
	 * The same options with a cap on the delay.
	 * @param maxDelay the longest delay
	 * @return the options
	 */
	public StepOptions maxDelay(Duration maxDelay) {
		return new StepOptions(this.limit, this.delay, this.delayFunction, this.backoff, maxDelay, this.jitter,
				this.timeout, this.returning, this.rethrows);
	}

	/**
	 * The same options with jitter.
	 * @param share the share of the delay that is left to chance, 0 to 1
	 * @return the options
	 */
	public StepOptions jitter(double share) {
		return new StepOptions(this.limit, this.delay, this.delayFunction, this.backoff, this.maxDelay, share,
				this.timeout, this.returning, this.rethrows);
	}

	/**
	 * The same options with another time-out per attempt.
	 * @param timeout the time-out
	 * @return the options
	 */
	public StepOptions timeout(Duration timeout) {
		return new StepOptions(this.limit, this.delay, this.delayFunction, this.backoff, this.maxDelay, this.jitter,
				timeout, this.returning, this.rethrows);
	}

	/**
	 * The same options with another time-out per attempt.
	 * @param timeout the time-out, as "15 min", "90s" or "PT15M"
	 * @return the options
	 */
	public StepOptions timeout(String timeout) {
		return timeout(Durations.parse(timeout));
	}

	/**
	 * The same options, throwing an exception of the application's own when the step has
	 * failed for good because of one of that type.
	 * @param <E> the type of the exception
	 * @param type the type that is looked for in the stored error and its causes
	 * @param create makes the exception from the stored message, which may be
	 * {@code null}
	 * @return the options
	 */
	public <E extends Exception> StepOptions rethrow(Class<E> type, Function<@Nullable String, E> create) {
		List<Rethrow<?>> all = new ArrayList<>(this.rethrows);
		all.add(new Rethrow<>(type, create));
		return new StepOptions(this.limit, this.delay, this.delayFunction, this.backoff, this.maxDelay, this.jitter,
				this.timeout, this.returning, all);
	}

	private StepOptions withReturning(Type type) {
		return new StepOptions(this.limit, this.delay, this.delayFunction, this.backoff, this.maxDelay, this.jitter,
				this.timeout, type, this.rethrows);
	}

	/**
	 * An exception to throw instead of {@link StepFailedException}.
	 *
	 * @param <E> the type of the exception
	 * @param type the type that is looked for
	 * @param create makes the exception from the stored message
	 */
	public record Rethrow<E extends Exception>(Class<E> type, Function<@Nullable String, E> create) {
	}

}
