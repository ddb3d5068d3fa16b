package dev.workflows.execution;

import java.time.Duration;
import java.util.Locale;

import dev.workflows.Backoff;
import dev.workflows.StepOptions;
import dev.workflows.WorkflowValidationException;
import dev.workflows.settings.EngineSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The options of a step with every default filled in, as they are stored.
 *
 * @param limit how many times to try again
 * @param delay the delay that the back-off starts from, ms; {@code null} if a function
 * decides
 * @param backoff how the delay grows
 * @param maxDelay the cap, ms
 * @param jitter the share that is left to chance
 * @param timeout the time of one attempt, ms
 */
record StepSettings(int limit, @Nullable Long delay, Backoff backoff, long maxDelay, double jitter, long timeout) {

	private static final String DYNAMIC = "[dynamic]";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static StepSettings of(StepOptions options, EngineSettings engine) {
		int most = engine.limits().retries();
		if (options.limit() != null && options.limit() > most) {
			throw new WorkflowValidationException("WF-2301",
					"retries is " + options.limit() + "; limit " + most + " (workflows.limits.retries)");
		}
		int limit = (options.limit() != null) ? options.limit() : Math.min(engine.steps().retries(), most);
		Duration delay = (options.delay() != null) ? options.delay() : engine.steps().delay();
		// A delay that is asked for is not cut by a cap that nobody has named.
		Duration cap = engine.steps().maxDelay();
		cap = (options.maxDelay() != null) ? options.maxDelay() : (delay.compareTo(cap) > 0) ? delay : cap;
		return new StepSettings(limit, (options.delayFunction() == null) ? millis(delay) : null,
				(options.backoff() != null) ? options.backoff() : engine.steps().backoff(), millis(cap),
				(options.jitter() != null) ? options.jitter() : engine.steps().jitter(),
				millis((options.timeout() != null) ? options.timeout() : engine.steps().timeout()));
	}

	/**
	 * Reads stored settings.
	 * @param json the stored JSON
	 * @param current what the code says now, for what cannot be read
	 * @return the settings
	 */
	static StepSettings parse(String json, StepSettings current) {
		try {
			JsonNode root = JSON.readTree(json);
			JsonNode retries = root.path("retries");
			JsonNode delay = retries.path("delay");
			return new StepSettings(retries.path("limit").asInt(current.limit()),
					delay.isNumber() ? (Long) delay.longValue() : delay.isString() ? null : current.delay(),
					backoff(retries.path("backoff").asString(""), current.backoff()),
					retries.path("maxDelay").asLong(current.maxDelay()),
					retries.path("jitter").asDouble(current.jitter()),
					Math.max(1, root.path("timeout").asLong(current.timeout())));
		}
		catch (JacksonException ex) {
			return current;
		}
	}

	private static Backoff backoff(String word, Backoff otherwise) {
		for (Backoff backoff : Backoff.values()) {
			if (word(backoff).equals(word)) {
				return backoff;
			}
		}
		return otherwise;
	}

	private static String word(Backoff backoff) {
		return backoff.name().toLowerCase(Locale.ROOT);
	}

	/** Rounded up: what is timed is never short. */
	static long millis(Duration duration) {
		long millis = duration.toMillis();
		return duration.minusMillis(millis).isZero() ? millis : millis + 1;
	}

	/** As it is stored and shown; only numbers and words that need no escaping. */
	String json() {
		String delayed = (this.delay != null) ? this.delay.toString() : '"' + DYNAMIC + '"';
		return "{\"retries\":{\"limit\":" + this.limit + ",\"delay\":" + delayed + ",\"backoff\":\""
				+ word(this.backoff) + "\",\"maxDelay\":" + this.maxDelay + ",\"jitter\":" + this.jitter
				+ "},\"timeout\":" + this.timeout + "}";
	}

	/** The settings as options, together with what the code adds and nobody stores. */
	StepOptions options(StepOptions code) {
		return new StepOptions(this.limit, (this.delay != null) ? Duration.ofMillis(this.delay) : null,
				(this.delay != null) ? null : code.delayFunction(), this.backoff, Duration.ofMillis(this.maxDelay),
				this.jitter, Duration.ofMillis(this.timeout), code.returning(), code.rethrows());
	}

	/** The delay after a number of failed attempts. */
	long delayAfter(int failed, long base, double chance) {
		return RetryPolicy.jittered(RetryPolicy.delay(base, this.backoff, failed, this.maxDelay), this.jitter, chance);
	}

}
