package dev.workflows.simulation.world;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was decided, in order: the last decisions as text, and all of them as one number.
 */
public final class Trace {

	private static final int KEPT = 200;

	private final long[] times = new long[KEPT];

	private final Object[] whos = new Object[KEPT];

	private final Object[] whats = new Object[KEPT];

	private final @Nullable PrintStream out;

	private int count;

	private long hash = 17;

	/**
	 * Creates an empty trace.
	 * @param out where each decision is printed, or {@code null}
	 */
	public Trace(@Nullable PrintStream out) {
		this.out = out;
	}

	void decided(long nanos, SimTask task) {
		this.hash = this.hash * 1_000_003 + nanos * 31 + task.id();
		add(nanos, task, "goes on");
	}

	/** Notes what has happened, which the hash counts too. */
	public void note(long nanos, Object who, String what) {
		this.hash = this.hash * 1_000_003 + what.hashCode();
		add(nanos, who, what);
	}

	private void add(long nanos, Object who, Object what) {
		int at = this.count++ % KEPT;
		this.times[at] = nanos;
		this.whos[at] = who;
		this.whats[at] = what;
		if (this.out != null) {
			this.out.println(line(at));
		}
	}

	public long hash() {
		return this.hash;
	}

	/** The last decisions, the oldest first. */
	public List<String> last() {
		List<String> lines = new ArrayList<>();
		for (int i = Math.max(0, this.count - KEPT); i < this.count; i++) {
			lines.add(line(i % KEPT));
		}
		return lines;
	}

	private String line(int at) {
		return String.format("%12.6f s  %-36s %s", this.times[at] / 1e9, this.whos[at], this.whats[at]);
	}

}
