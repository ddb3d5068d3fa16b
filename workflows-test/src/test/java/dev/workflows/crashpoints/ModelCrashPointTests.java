package dev.workflows.crashpoints;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.workflows.StoreUnavailableException.Applied;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every call goes wrong, and every pair of calls that follow each other closely; and what
 * is broken on purpose is found.
 */
class ModelCrashPointTests extends CrashPointTests {

	/** How far apart the two faults of a pair may be. */
	private static final int WINDOW = Integer.getInteger("crash.window", 4);

	private final List<ModelCrashStore> stores = Stream.generate(ModelCrashStore::new)
		.limit(2L * Runtime.getRuntime().availableProcessors())
		.toList();

	@Override
	protected List<ModelCrashStore> stores() {
		return this.stores;
	}

	@Override
	protected List<Mode> modes() {
		return List.of(Mode.values());
	}

	@Override
	protected int leastCalls() {
		return 35;
	}

	@Override
	protected int leastRepeated() {
		return 5;
	}

	@Test
	void everyPairOfCallsGoesWrongInEveryWay() throws Exception {
		if (isSingle()) {
			return;
		}
		int calls = countCalls();
		try (Lanes lanes = new Lanes()) {
			for (int call = 1; call <= calls; call++) {
				for (int next = 1; next <= WINDOW; next++) {
					runPairs(lanes, call, next);
				}
			}
		}
		int modes = modes().size();
		report("pairs of crash points on Model: " + calls + " calls x " + WINDOW + " that follow x " + modes
				+ " modes each", calls * WINDOW * modes * modes, 50);
	}

	private void runPairs(Lanes lanes, int call, int next) {
		for (Mode first : modes()) {
			for (Mode second : modes()) {
				lanes.run(List.of(new CrashPoint(call, first), new CrashPoint(next, second)));
			}
		}
	}

	@Test
	void aLostReplyThatIsTakenForARefusalIsFound() {
		assertThat(firstFound(refusing(Applied.UNKNOWN), Mode.APPLIED_NO_REPLY)).contains("commit");
	}

	@Test
	void aClaimThatNobodyKnowsOfIsFoundWithoutReconcile() {
		CrashRun.Breakage breakage = new CrashRun.Breakage(UnaryOperator.identity(), List.of("reconcile"));
		assertThat(firstFound(breakage, Mode.APPLIED_NO_REPLY)).contains("claim");
	}

}
