package dev.workflows.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import dev.workflows.settings.EngineSettings;
import dev.workflows.settings.Limits;
import dev.workflows.settings.StepDefaults;
import dev.workflows.simulation.fault.FaultKind;
import dev.workflows.simulation.work.Errand;
import dev.workflows.simulation.work.Errand.Creation;
import dev.workflows.simulation.work.Errand.Next;
import dev.workflows.simulation.work.Script;

/**
 * What a seed stands for. Parts can be left out without a change of the others.
 *
 * @param seed the seed
 * @param members how many members the cluster has
 * @param kinds what goes wrong
 * @param errands what applications do
 * @param harsh whether it does so often
 * @param safetyMillis how long things go wrong
 * @param virtual whether a waiting worker costs no thread
 * @param settings the engines' settings
 */
record Plan(long seed, int members, Set<FaultKind> kinds, List<Errand> errands, boolean harsh, long safetyMillis,
		boolean virtual, EngineSettings settings) {

	Plan {
		kinds = kinds.isEmpty() ? EnumSet.noneOf(FaultKind.class) : EnumSet.copyOf(kinds);
		errands = List.copyOf(errands);
	}

	static Plan of(long seed) {
		SplittableRandom random = random(seed, "plan");
		int members = random.nextInt(1, 4);
		long safety = random.nextLong(15_000, 60_000);
		boolean virtual = random.nextBoolean();
		boolean harsh = random.nextInt(3) == 0;
		EngineSettings settings = settings(random);
		Set<FaultKind> kinds = kinds(random);
		int size = random.nextInt(2, 9);
		List<Errand> errands = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			errands.add(errand(random(seed, "errand " + i), i, safety));
		}
		return new Plan(seed, members, kinds, errands, harsh, safety, virtual, settings);
	}

	/** A source of chance for one purpose, so that purposes do not disturb each other. */
	static SplittableRandom random(long seed, String purpose) {
		return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + purpose.hashCode());
	}

	private static EngineSettings settings(SplittableRandom random) {
		Duration poll = Duration.ofMillis(random.nextLong(200, 2_000));
		Duration lease = Duration.ofMillis(random.nextLong(3_000, 10_000));
		Duration show = Duration.ofMillis(random.nextLong(20, 1_000));
		return new EngineSettings(random.nextInt(2, 9), poll, lease, Duration.ofSeconds(5), Duration.ofSeconds(1), show,
				random.nextInt(3, 6), Limits.defaults(), StepDefaults.defaults());
	}

	/**
	 * Some faults, and with some luck none: all of them at once would hide each other.
	 */
	private static Set<FaultKind> kinds(SplittableRandom random) {
		Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
		double share = (random.nextInt(20) == 0) ? 0 : 0.15 + 0.5 * random.nextDouble();
		for (FaultKind kind : FaultKind.values()) {
			if (random.nextDouble() < share) {
				kinds.add(kind);
			}
		}
		return kinds;
	}

	private static Errand errand(SplittableRandom random, int index, long safety) {
		Creation creation = random.nextBoolean() ? Creation.PLAIN
				: Creation.values()[random.nextInt(Creation.values().length)];
		Next next = random.nextBoolean() ? Next.NOTHING : Next.values()[random.nextInt(Next.values().length)];
		return new Errand(index, random.nextLong(1L << 40), random.nextLong(safety * 2 / 3), creation, next,
				random.nextLong(safety / 3), random.nextInt(3) == 0);
	}

	Plan with(Set<FaultKind> kinds) {
		return new Plan(this.seed, this.members, kinds, this.errands, this.harsh, this.safetyMillis, this.virtual,
				this.settings);
	}

	Plan with(int members) {
		return new Plan(this.seed, members, this.kinds, this.errands, this.harsh, this.safetyMillis, this.virtual,
				this.settings);
	}

	Plan with(List<Errand> errands) {
		return new Plan(this.seed, this.members, this.kinds, errands, this.harsh, this.safetyMillis, this.virtual,
				this.settings);
	}

	Plan withHarshness() {
		return new Plan(this.seed, this.members, this.kinds, this.errands, true, this.safetyMillis, this.virtual,
				this.settings);
	}

	/** How long everything takes at most once nothing goes wrong any more, ms. */
	long healMillis() {
		long scripts = this.errands.stream().mapToLong((errand) -> Script.of(errand.script()).totalMillis()).sum();
		long backOff = 60_000 + 15_000;
		return this.settings.lease().toMillis() + this.settings.pollInterval().toMillis() + backOff + 60_000 + scripts;
	}

	@Override
	public String toString() {
		return "seed " + this.seed + ": " + this.members + " members, " + this.errands.size() + " instances, "
				+ this.kinds;
	}

}
