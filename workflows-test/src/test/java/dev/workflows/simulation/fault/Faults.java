package dev.workflows.simulation.fault;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import dev.workflows.simulation.world.SimProcess;
import dev.workflows.simulation.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Which faults a seed has, how often they come, and how many there have been.
 */
public final class Faults {

	private final World world;

	private final SplittableRandom random;

	private final List<FaultKind> ofCalls;

	private final List<FaultKind> strikes;

	private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);

	/** Processes that something was done to, and so what runs there is no bystander. */
	private final Set<SimProcess> touched = new HashSet<>();

	/** How many calls meet a fault. */
	private final double rate;

	/** Whether threads are held up, which nobody counts. */
	private final boolean stalls;

	private boolean on = true;

	private long outUntil;

	private @Nullable SimProcess outFor;

	/**
	 * Creates the faults of a run.
	 * @param world the world
	 * @param random chance
	 * @param kinds what goes wrong
	 * @param harsh whether it does so often
	 */
	public Faults(World world, SplittableRandom random, Set<FaultKind> kinds, boolean harsh) {
		this.world = world;
		this.random = random;
		this.ofCalls = sorted(kinds).filter(FaultKind::isOfCalls).toList();
		this.strikes = sorted(kinds).filter(FaultKind::isStrike).toList();
		double chance = random.nextDouble();
		this.rate = harsh ? 0.05 + 0.15 * chance : 0.005 + 0.05 * chance;
		this.stalls = kinds.contains(FaultKind.STALL);
		if (this.stalls) {
			world.stall((harsh ? 0.01 : 0.002) * random.nextDouble());
		}
	}

	private static Stream<FaultKind> sorted(Set<FaultKind> kinds) {
		return EnumSet.allOf(FaultKind.class).stream().filter(kinds::contains);
	}

	public SplittableRandom random() {
		return this.random;
	}

	public List<FaultKind> strikes() {
		return this.strikes;
	}

	public boolean isOn() {
		return this.on;
	}

	/** Ends all faults for good. */
	public void off() {
		this.on = false;
		this.outUntil = 0;
		this.world.stall(0);
	}

	public void count(FaultKind kind, @Nullable SimProcess on) {
		this.counts.merge(kind, 1, Integer::sum);
		if (on != null) {
			this.touched.add(on);
		}
		this.world.trace().note(this.world.nanos(), (on != null) ? on : "world", kind.name());
	}

	public Map<FaultKind, Integer> counts() {
		return this.counts;
	}

	/** Whether nothing at all has gone wrong. */
	public boolean isCalm() {
		return this.counts.isEmpty() && !this.stalls;
	}

	public boolean hasTouched(SimProcess process) {
		return this.stalls || this.touched.contains(process);
	}

	/** Begins an outage. */
	public void out(long nanos, @Nullable SimProcess onlyFor) {
		this.outUntil = this.world.nanos() + nanos;
		this.outFor = onlyFor;
	}

	boolean isOut(SimProcess process) {
		return this.world.nanos() < this.outUntil && (this.outFor == null || this.outFor == process);
	}

	/** What is to happen to a call, {@code null} if nothing. */
	@Nullable FaultKind ofCall() {
		if (!this.on || this.ofCalls.isEmpty() || this.random.nextDouble() >= this.rate) {
			return null;
		}
		return this.ofCalls.get(this.random.nextInt(this.ofCalls.size()));
	}

	/** How long a call or a reply travels. */
	long latency() {
		int draw = this.random.nextInt(100);
		if (!this.on || draw < 70) {
			return 0;
		}
		return this.random.nextLong((draw < 97) ? 5_000_000L : 150_000_000L);
	}

	public long between(long least, long most) {
		return this.random.nextLong(least, most);
	}

}
