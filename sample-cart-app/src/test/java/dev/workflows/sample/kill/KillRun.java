package dev.workflows.sample.kill;

/**
 * Kills the shop again and again while it reminds, then lets it live and looks whether
 * every cart was reminded and nothing that was recorded ran again. Ends with 0 if all is
 * well, 1 if not, 2 if it was asked wrongly, 3 if the run was too tame to prove anything.
 */
public final class KillRun {

	private KillRun() {
	}

	public static void main(String[] args) throws Exception {
		Options options;
		try {
			options = Options.parse(args);
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage() + System.lineSeparator() + Options.USAGE);
			System.exit(2);
			return;
		}
		System.exit(run(options));
	}

	private static int run(Options options) throws Exception {
		boolean clean = true;
		boolean enough = true;
		for (Store.Kind kind : options.stores()) {
			Round.Verdict verdict = new Round(options, kind).run();
			clean &= verdict.clean();
			enough &= verdict.enough();
			// At once: the next store takes long, and may never come to its end.
			System.out
				.println((verdict.clean() && !verdict.enough()) ? verdict.line() + " - INCONCLUSIVE" : verdict.line());
		}
		if (!clean) {
			return 1;
		}
		return enough ? 0 : 3;
	}

}
