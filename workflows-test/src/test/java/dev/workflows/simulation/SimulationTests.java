package dev.workflows.simulation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SimulationTests {

	@Test
	void smoke() {
		Runner runner = new Runner();
		Totals totals = Totals.NONE;
		long first = Long.getLong("sim.seed", 1);
		long count = Long.getLong("sim.seeds", 100);
		int bad = 0;
		for (long seed = first; seed < first + count && bad < 5; seed++) {
			Result result = runner.run(Plan.of(seed));
			totals = totals.plus(result.totals());
			if (!result.isGood()) {
				bad++;
				System.out.println("VIOLATION " + result.plan());
				result.violations().stream().limit(6).forEach((violation) -> System.out.println("   " + violation));
			}
		}
		System.out.println(totals);
		assertThat(bad).isZero();
	}

}
