package dev.workflows.simulation.check;

import java.util.List;

/**
 * Judges a run by what is left of it.
 */
public final class Checker {

	private Checker() {
	}

	/** Returns what does not hold. */
	public static List<Violation> check(Evidence evidence) {
		Lives lives = new Lives(evidence);
		Findings findings = new Findings();
		new CreationChecks(evidence, lives, findings).check();
		new OwnershipChecks(evidence, lives, findings).check();
		for (Life life : lives.all()) {
			findings.about(life);
			new StateChecks(evidence, life, findings).check();
			new ResultChecks(evidence, life, findings).check();
			new BodyChecks(evidence, life, findings).check();
		}
		return findings.violations();
	}

}
