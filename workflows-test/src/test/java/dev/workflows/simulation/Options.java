package dev.workflows.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.workflows.simulation.fault.FaultKind;
import dev.workflows.simulation.work.Errand;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for on the command line: {@code -Dsim.seeds=20000} for more seeds,
 * {@code -Dsim.seed=7} for one, of which {@code -Dsim.instances}, {@code -Dsim.members}
 * and {@code -Dsim.kinds} keep a part, and {@code -Dsim.trace=true} prints all decisions.
 */
final class Options {

	private static final String COMMAND = "mvn -q -pl workflows-test -am test -Dtest=SimulationTests"
			+ " -Dsurefire.failIfNoSpecifiedTests=false";

	private Options() {
	}

	/** The one seed that is wanted, {@code null} if it is all. */
	static @Nullable Long seed() {
		return Long.getLong("sim.seed");
	}

	static int seeds() {
		return Integer.getInteger("sim.seeds", 500);
	}

	static boolean isTracing() {
		return Boolean.getBoolean("sim.trace");
	}

	/** The part of a plan that is wanted. */
	static Plan part(Plan plan) {
		Plan part = plan;
		List<Integer> instances = list("sim.instances", Integer::valueOf);
		if (instances != null) {
			part = part.with(part.errands().stream().filter((errand) -> instances.contains(errand.index())).toList());
		}
		List<FaultKind> kinds = list("sim.kinds", FaultKind::valueOf);
		if (kinds != null) {
			Set<FaultKind> wanted = EnumSet.noneOf(FaultKind.class);
			wanted.addAll(kinds);
			part = part.with(wanted);
		}
		Integer members = Integer.getInteger("sim.members");
		return (members != null) ? part.with(members) : part;
	}

	private static <T> @Nullable List<T> list(String property, Function<String, T> parse) {
		String text = System.getProperty(property);
		return (text != null) ? Arrays.stream(text.split(",")).filter((word) -> !word.isBlank()).map(parse).toList()
				: null;
	}

	/** The command that runs a part of a seed's plan again. */
	static String command(Plan part) {
		Plan whole = Plan.of(part.seed());
		String command = COMMAND + " -Dsim.seed=" + part.seed();
		if (!part.errands().equals(whole.errands())) {
			command += " -Dsim.instances=" + join(part.errands(), Errand::index);
		}
		if (part.members() != whole.members()) {
			command += " -Dsim.members=" + part.members();
		}
		if (!part.kinds().equals(whole.kinds())) {
			command += " -Dsim.kinds=" + join(part.kinds(), FaultKind::name);
		}
		return command + " -Dsim.trace=true";
	}

	private static <T> String join(Iterable<T> all, Function<T, Object> name) {
		List<String> names = new ArrayList<>();
		all.forEach((each) -> names.add(name.apply(each).toString()));
		return names.stream().collect(Collectors.joining(","));
	}

}
