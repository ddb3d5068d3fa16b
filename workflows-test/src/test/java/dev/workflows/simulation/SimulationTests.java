package dev.workflows.simulation;

import java.util.List;
import java.util.stream.LongStream;

import dev.workflows.simulation.broken.BrokenEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Runs the engine in simulated worlds. See {@link Options} for what can be asked for.
 */
@ExtendWith(Quiet.class)
class SimulationTests {

	@Test
	void seedsThatWereBadOnceStayGood() {
		List<Long> recorded = Seeds.recorded();
		assertThat(recorded).isNotEmpty();
		requireGood(run(recorded));
	}

	@Test
	void everySeedIsGood() {
		Long one = Options.seed();
		if (one != null) {
			Result result = new Runner().run(Options.part(Plan.of(one)));
			System.out.println("simulation: " + result.plan() + ": " + result.totals());
			assertThat(result.isGood()).withFailMessage(() -> Report.of(result)).isTrue();
			return;
		}
		int seeds = Options.seeds();
		Campaign campaign = run(LongStream.rangeClosed(1, seeds).boxed().toList());
		System.out.println(
				"simulation: " + seeds + " seeds, " + campaign.totals() + ", " + campaign.bad().size() + " violations");
		requireGood(campaign);
		requireBite(campaign.totals(), seeds);
	}

	/** Where nothing goes wrong, nothing is shown. */
	private static void requireBite(Totals totals, int seeds) {
		assertThat(totals.faults()).as("faults").isGreaterThan(10L * seeds);
		assertThat(totals.takeovers()).as("takeovers").isGreaterThan(seeds / 4);
		assertThat(totals.fenced()).as("fenced commits").isGreaterThan(seeds / 4);
		assertThat(totals.lostReplies()).as("lost replies").isGreaterThan(3L * seeds);
		assertThat(totals.resolved()).as("found applied").isGreaterThan(seeds / 10);
		assertThat(totals.repeats()).as("repeated bodies").isGreaterThan(seeds / 4);
	}

	@Test
	void runIsAFunctionOfItsSeed() {
		for (long seed : new long[] { 3, 30, 300, 3_000 }) {
			Result once = new Runner().run(Plan.of(seed));
			Result again = new Runner().run(Plan.of(seed));
			assertThat(again.trace().hash()).as("decisions of seed " + seed).isEqualTo(once.trace().hash());
			assertThat(again.totals()).isEqualTo(once.totals());
		}
	}

	@Test
	void badRunShrinksToWhatItNeedsAndSaysHowToSeeItAgain() {
		Runner runner = new Runner();
		BrokenEngine broken = BrokenEngine.B7;
		Result bad = LongStream.rangeClosed(1, 100)
			.mapToObj(Plan::of)
			.filter((plan) -> plan.members() > 1 && plan.kinds().size() > 1)
			.map((plan) -> runner.run(plan, broken))
			.filter((result) -> !result.isGood())
			.findFirst()
			.orElseThrow();
		Result least = new Shrinker((plan) -> runner.run(plan, broken)).shrink(bad);
		assertThat(least.plan().errands()).hasSize(1);
		assertThat(least.plan().kinds()).isEmpty();
		assertThat(least.plan().members()).isOne();
		assertThat(Report.of(least)).contains("SEED=" + bad.plan().seed(), "I3: ", "script ", "goes on",
				"-Dsim.seed=" + bad.plan().seed(), "-Dsim.instances=" + least.plan().errands().get(0).index(),
				"-Dsim.kinds= ");
		assertThat(least.trace().last()).hasSize(200);
	}

	private static Campaign run(List<Long> seeds) {
		Campaign campaign = new Campaign();
		campaign.run(seeds.stream().map(Plan::of).toList());
		return campaign;
	}

	private static void requireGood(Campaign campaign) {
		if (!campaign.bad().isEmpty()) {
			Runner runner = new Runner();
			fail(Report.of(new Shrinker(runner::run).shrink(campaign.bad().get(0))));
		}
	}

}
