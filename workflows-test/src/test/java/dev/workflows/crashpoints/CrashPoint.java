package dev.workflows.crashpoints;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One fault.
 *
 * @param call the number of the call, from 1; of a second fault, counted from the first
 * @param mode what goes wrong
 */
record CrashPoint(int call, Mode mode) {

	@Override
	public String toString() {
		return this.call + ":" + this.mode.word();
	}

	/**
	 * Writes faults that follow each other as text: {@code 17:late-apply+3:throw-before}.
	 */
	static String format(List<CrashPoint> points) {
		return points.stream().map(CrashPoint::toString).collect(Collectors.joining("+"));
	}

	static List<CrashPoint> parse(String text) {
		return Arrays.stream(text.split("\\+")).map((point) -> {
			String[] parts = point.split(":");
			return new CrashPoint(Integer.parseInt(parts[0]), Mode.of(parts[1]));
		}).toList();
	}

}
