package dev.workflows.execution;

import java.util.UUID;

import dev.workflows.StepKind;
import dev.workflows.store.Claimed;
import dev.workflows.store.StepKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link IdempotencyKey}.
 */
class IdempotencyKeyTests {

	private static final UUID KEY = new UUID(1, 2);

	private static String key(UUID instance, int run, String step, int count) {
		Claimed claimed = new Claimed(instance, "w", "the-same-id", run, 7, null, 0, 0, 0, 0, 0);
		return IdempotencyKey.of(claimed, new StepKey("", StepKind.RUN, step, count));
	}

	@Test
	void everyStepRunAndInstanceHasItsOwn() {
		assertThat(new String[] { key(KEY, 1, "pay", 1), key(KEY, 1, "pay", 2), key(KEY, 2, "pay", 1),
				key(KEY, 1, "ship", 1), key(new UUID(1, 3), 1, "pay", 1), key(KEY, 1, "pay/1", 1) })
			.doesNotHaveDuplicates();
		assertThat(key(KEY, 1, "pay", 1)).isEqualTo(key(KEY, 1, "pay", 1));
	}

	@Test
	void fitsAHeaderWhateverTheStepIsCalled() {
		for (String name : new String[] { "Straße 🛒", "a\u2028b", "x".repeat(256), "🛒".repeat(256),
				"a: b, c; d\"" }) {
			assertThat(key(KEY, Integer.MAX_VALUE, name, 10_000)).matches("[!-~]{1,180}");
		}
	}

}
