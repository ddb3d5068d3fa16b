package dev.workflows.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The figures of several rounds.
 */
final class Figures {

	private final List<Double> sorted = new ArrayList<>();

	void add(double figure) {
		this.sorted.add(figure);
		Collections.sort(this.sorted);
	}

	double median() {
		int middle = this.sorted.size() / 2;
		return (this.sorted.size() % 2 == 1) ? this.sorted.get(middle)
				: (this.sorted.get(middle - 1) + this.sorted.get(middle)) / 2;
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%,.0f (%,.0f-%,.0f)", median(), this.sorted.get(0),
				this.sorted.get(this.sorted.size() - 1));
	}

}
