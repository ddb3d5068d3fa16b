package dev.workflows.simulation.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import dev.workflows.simulation.work.Op.Kind;
import dev.workflows.store.StepKey;

/**
 * The verbs of one workflow, a function of a number.
 *
 * @param ops the verbs in their order
 */
public record Script(List<Op> ops) {

	private static final Kind[] KINDS = { Kind.STEP, Kind.STEP, Kind.STEP, Kind.STEP, Kind.FLAKY, Kind.FLAKY,
			Kind.CAUGHT, Kind.LONG, Kind.OVERTIME, Kind.DEAF, Kind.SLEEP, Kind.SLEEP, Kind.SLEEP_UNTIL,
			Kind.SWALLOWED };

	public static Script of(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		List<Op> ops = new ArrayList<>();
		Map<StepKey, Integer> uses = new HashMap<>();
		int size = random.nextInt(2, 8);
		for (int i = 0; i < size; i++) {
			boolean fatal = i == size - 1 && random.nextInt(10) == 0;
			Kind kind = fatal ? Kind.FATAL : KINDS[random.nextInt(KINDS.length)];
			StepKey name = new StepKey("", kind.verb(), "verb " + random.nextInt(3), 0);
			int count = uses.merge(name, 1, Integer::sum);
			ops.add(op(random, kind, new StepKey("", name.kind(), name.name(), count)));
		}
		return new Script(List.copyOf(ops));
	}

	private static Op op(SplittableRandom random, Kind kind, StepKey key) {
		// Some delays and sleeps are short enough to be spent in memory.
		long delay = random.nextBoolean() ? random.nextLong(900) : random.nextLong(1_000, 5_000);
		int failures = switch (kind) {
			case FLAKY, CAUGHT, FATAL -> random.nextInt(1, 4);
			case OVERTIME, DEAF -> random.nextInt(1, 3);
			default -> 0;
		};
		long millis = switch (kind) {
			case SLEEP, SLEEP_UNTIL, SWALLOWED ->
				random.nextBoolean() ? random.nextLong(1, 1_000) : random.nextLong(1_000, 12_000);
			case LONG -> random.nextLong(2_000, 14_000);
			default -> random.nextBoolean() ? 0 : random.nextLong(60);
		};
		return new Op(kind, key, failures, millis, delay);
	}

	/** How long it takes without any trouble, ms. */
	public long totalMillis() {
		return this.ops.stream().mapToLong(Op::totalMillis).sum();
	}

	public boolean isFatal() {
		return this.ops.get(this.ops.size() - 1).kind() == Kind.FATAL;
	}

}
