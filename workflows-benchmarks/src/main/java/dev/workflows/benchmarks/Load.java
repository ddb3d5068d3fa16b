package dev.workflows.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is run.
 *
 * @param instances how many instances at once
 * @param steps how many steps each
 * @param waves how many times in a round, one after the other
 * @param rounds how many rounds count; one more goes before them to warm up
 * @param group how many rows the bare loop commits at once
 * @param stores on which stores
 */
record Load(int instances, int steps, int waves, int rounds, int group, List<String> stores) {

	static Load of(String[] args) {
		Map<String, String> values = new HashMap<>(Map.of("instances", "1000", "steps", "5", "waves", "10", "rounds",
				"5", "group", "500", "stores", "postgresql,h2,sqlite"));
		for (String arg : args) {
			String[] pair = arg.split("=", 2);
			if (pair.length != 2 || values.replace(pair[0], pair[1]) == null) {
				throw new IllegalArgumentException(arg + " is not one of " + values.keySet() + ", as name=value");
			}
		}
		return new Load(number(values, "instances"), number(values, "steps"), number(values, "waves"),
				number(values, "rounds"), number(values, "group"), List.of(text(values, "stores").split(",")));
	}

	private static int number(Map<String, String> values, String name) {
		int value = Integer.parseInt(text(values, name));
		if (value < 1) {
			throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
		}
		return value;
	}

	private static String text(Map<String, String> values, String name) {
		return Objects.requireNonNull(values.get(name));
	}

	int stepsInAll() {
		return this.instances * this.steps * this.waves;
	}

}
