package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does the same random operations to a store and to the model, and compares everything
 * that can be observed. A failure shows the seed and the operations up to it.
 *
 * @since 0.1
 */
public abstract class ModelComparisonContractTests {

	private static final int LOOK_EVERY = 100;

	/**
	 * Creates the suite.
	 */
	protected ModelComparisonContractTests() {
	}

	/**
	 * Returns the store under test.
	 * @return the fixture, the same at every call within a test
	 */
	protected abstract StoreFixture fixture();

	/**
	 * Returns the seeds of the runs.
	 * @return the seeds
	 */
	protected long[] seeds() {
		return new long[] { 1, 2, 3, 4, 5 };
	}

	/**
	 * Returns how many operations one run has.
	 * @return the number
	 */
	protected int operations() {
		return 1_200;
	}

	@Test
	void randomOperationsHaveTheSameEffectAsOnTheModel() {
		Map<String, Integer> seen = new TreeMap<>();
		for (long seed : seeds()) {
			run(seed, seen);
		}
		// A run in which little happens proves little.
		assertThat(seen).containsKeys("Applied", "AlreadyApplied", "Conflict", "LostOwnership", "Created", "Existing",
				"Claimed", "Done", "Unchanged", "Refused", "Missing", "Takeover");
		assertThat(seen.get("AlreadyApplied")).isGreaterThan(seeds().length);
	}

	private void run(long seed, Map<String, Integer> seen) {
		StoreFixture store = fixture();
		ModelFixture model = new ModelFixture(store.store().traits());
		store.reset();
		model.setNow(store.now());
		RandomOperations operations = new RandomOperations(new Random(seed), model);
		List<Operation> done = new ArrayList<>();
		for (int i = 0; i < operations(); i++) {
			Object observed = compare(seed, operations.next(), model, store, done);
			count(observed, seen);
			if (i % LOOK_EVERY == LOOK_EVERY - 1) {
				compare(seed, operations.lookAtEverything(), model, store, done);
			}
		}
	}

	private static void count(@Nullable Object observed, Map<String, Integer> seen) {
		for (Object each : (observed instanceof List<?> list) ? list : Arrays.asList(observed)) {
			if (each != null) {
				seen.merge(each.getClass().getSimpleName(), 1, Integer::sum);
			}
		}
	}

	private static @Nullable Object compare(long seed, Operation operation, ModelFixture model, StoreFixture store,
			List<Operation> done) {
		done.add(operation);
		Object expected = operation.on(model);
		Object actual = operation.on(store);
		if (!Objects.equals(expected, actual)) {
			StringBuilder message = new StringBuilder("SEED=" + seed + " differs from the model after " + done.size()
					+ " operations\nmodel: " + expected + "\nstore: " + actual + "\n");
			done.forEach((each) -> message.append("- ").append(each.what()).append('\n'));
			throw new AssertionError(message);
		}
		return actual;
	}

}
