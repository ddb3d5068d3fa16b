package dev.workflows.execution;

import java.time.Duration;
import java.util.Random;

import dev.workflows.Backoff;
import dev.workflows.StepOptions;
import dev.workflows.settings.EngineSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Delays: between 0 and the cap, never shrinking, whatever the numbers.
 */
class RetryPolicyTests {

	@Test
	void delaysStayWithinTheCapAndDoNotShrink() {
		Random random = new Random(47);
		for (int i = 0; i < 20_000; i++) {
			long base = magnitude(random);
			long cap = magnitude(random);
			Backoff backoff = Backoff.values()[random.nextInt(3)];
			int failed = 1 + random.nextInt(10_000);
			long delay = RetryPolicy.delay(base, backoff, failed, cap);
			long next = RetryPolicy.delay(base, backoff, failed + 1, cap);
			assertThat(delay).as("%d %s %d %d", base, backoff, failed, cap).isBetween(0L, cap);
			assertThat(next).isBetween(delay, cap);
			double share = random.nextDouble();
			long jittered = RetryPolicy.jittered(delay, share, random.nextDouble());
			assertThat(jittered).isBetween((long) Math.floor(delay * (1 - share)) - 1024, delay).isNotNegative();
		}
	}

	private static long magnitude(Random random) {
		return random.nextLong() >>> (1 + random.nextInt(62));
	}

	@Test
	void growsAsDocumented() {
		assertThat(RetryPolicy.delay(10, Backoff.CONSTANT, 4, 1_000)).isEqualTo(10);
		assertThat(RetryPolicy.delay(10, Backoff.LINEAR, 4, 1_000)).isEqualTo(40);
		assertThat(RetryPolicy.delay(10, Backoff.EXPONENTIAL, 1, 1_000)).isEqualTo(10);
		assertThat(RetryPolicy.delay(10, Backoff.EXPONENTIAL, 4, 1_000)).isEqualTo(80);
		assertThat(RetryPolicy.delay(10, Backoff.EXPONENTIAL, 9_999, 1_000)).isEqualTo(1_000);
		assertThat(RetryPolicy.delay(0, Backoff.EXPONENTIAL, 9_999, 1_000)).isZero();
		assertThat(RetryPolicy.jittered(1_000, 0.2, 0.5)).isEqualTo(900);
	}

	@Test
	void settingsSurviveBeingStored() {
		EngineSettings engine = EngineSettings.defaults(1);
		StepSettings other = StepSettings.of(StepOptions.retries(99).constant(), engine);
		for (StepOptions options : new StepOptions[] { StepOptions.defaults(), StepOptions.noRetries(),
				StepOptions.retries(7)
					.linear()
					.jitter(0.25)
					.delay("3 min")
					.maxDelay(Duration.ofDays(2))
					.timeout("1 ms"),
				StepOptions.retries(2).delay((attempt, error) -> Duration.ZERO) }) {
			StepSettings settings = StepSettings.of(options, engine);
			assertThat(StepSettings.parse(settings.json(), other)).isEqualTo(settings);
		}
		assertThat(StepSettings.parse("{", other)).isEqualTo(other);
		assertThat(StepSettings.parse("{}", other)).isEqualTo(other);
	}

	@Test
	void aLongDelayIsNotCutByACapThatNobodyNamed() {
		StepSettings settings = StepSettings.of(StepOptions.retries(1).delay("2 days"), EngineSettings.defaults(1));
		assertThat(settings.delayAfter(1, settings.delay(), 0)).isEqualTo(Duration.ofDays(2).toMillis());
		assertThat(settings.delayAfter(2, settings.delay(), 0)).isEqualTo(Duration.ofDays(2).toMillis());
	}

	@Test
	void partsOfAMillisecondAreRoundedUp() {
		assertThat(StepSettings.millis(Duration.ofNanos(1))).isEqualTo(1);
		assertThat(StepSettings.millis(Duration.ofMillis(5))).isEqualTo(5);
		assertThat(StepSettings.millis(Duration.ofMillis(5).plusNanos(1))).isEqualTo(6);
	}

}
