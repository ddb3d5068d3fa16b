package dev.workflows.simulation.work;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What applications asked for, and what they were told.
 */
public final class Journal {

	private final List<Entry> entries = new ArrayList<>();

	public List<Entry> entries() {
		return this.entries;
	}

	/** Notes a call, whose outcome is unknown until the reply is noted. */
	Entry asks(Errand errand, String what) {
		Entry entry = new Entry(errand, what);
		this.entries.add(entry);
		return entry;
	}

	/**
	 * What became of a call, as far as the caller knows.
	 */
	public enum Outcome {

		/** Nobody knows. */
		UNKNOWN,
		/** It was done. */
		DONE,
		/** It was done before. */
		EXISTED,
		/** It was not done, and never will be. */
		NOT_DONE

	}

	/**
	 * One call.
	 */
	public static final class Entry {

		private final Errand errand;

		private final String what;

		private Outcome outcome = Outcome.UNKNOWN;

		private int position = -1;

		private @Nullable String answer;

		Entry(Errand errand, String what) {
			this.errand = errand;
			this.what = what;
		}

		void told(Outcome outcome, int position, @Nullable String answer) {
			this.outcome = outcome;
			this.position = position;
			this.answer = answer;
		}

		public Errand errand() {
			return this.errand;
		}

		public String what() {
			return this.what;
		}

		public Outcome outcome() {
			return this.outcome;
		}

		/** How many changes were durable when the caller was told. */
		public int position() {
			return this.position;
		}

		/** What was answered, if that matters. */
		public @Nullable String answer() {
			return this.answer;
		}

		@Override
		public String toString() {
			return this.what + " of " + this.errand.id() + ": " + this.outcome;
		}

	}

}
