package dev.workflows.simulation.cluster;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

import dev.workflows.simulation.cluster.Database.Holder;
import dev.workflows.simulation.fault.FaultKind;
import dev.workflows.simulation.fault.Faults;
import dev.workflows.simulation.world.World;
import dev.workflows.store.Ownership;

/**
 * Strikes at the cluster at random times and at random points of what it does. What is
 * down it brings up again after a while.
 */
public final class Nemesis implements Runnable {

	private static final long SECOND = 1_000_000_000L;

	private final World world;

	private final Database database;

	private final Cluster cluster;

	private final Faults faults;

	private final SplittableRandom random;

	private final long longestRest;

	public Nemesis(Database database, Cluster cluster, Faults faults, SplittableRandom random, boolean harsh) {
		this.world = database.world();
		this.database = database;
		this.cluster = cluster;
		this.faults = faults;
		this.random = random;
		this.longestRest = harsh ? random.nextLong(SECOND / 2, 2 * SECOND) : random.nextLong(2 * SECOND, 12 * SECOND);
	}

	@Override
	public void run() {
		while (this.faults.isOn()) {
			rest();
			if (!this.faults.isOn()) {
				return;
			}
			int draw = this.random.nextInt(10);
			if (draw < 2) {
				this.cluster.restart();
			}
			else if (draw < 4 || this.faults.strikes().isEmpty()) {
				raiseASignal();
			}
			else {
				strike(this.faults.strikes().get(this.random.nextInt(this.faults.strikes().size())));
			}
		}
	}

	/** Until some time, or in the middle of whatever happens now. */
	private void rest() {
		this.world.pause(this.random.nextLong(this.longestRest));
		for (int i = this.random.nextInt(40); i > 0; i--) {
			this.world.yield();
		}
	}

	private void strike(FaultKind kind) {
		Member member = this.cluster.any();
		switch (kind) {
			case OUTAGE -> {
				this.faults.count(kind, null);
				this.faults.out(this.random.nextLong(10 * SECOND), null);
			}
			case CLOCK_STEP -> {
				this.faults.count(kind, null);
				this.database.clock().step(this.random.nextLong(-20_000, 20_000));
			}
			case FORCE_RELEASE -> forceRelease();
			default -> {
				if (member.isUp() && !member.process().isFrozen(this.world)) {
					this.faults.count(kind, member.process());
					strike(kind, member);
				}
			}
		}
	}

	private void strike(FaultKind kind, Member member) {
		switch (kind) {
			case NODE_OUTAGE -> this.faults.out(this.random.nextLong(15 * SECOND), member.process());
			case FREEZE ->
				member.process().freezeUntil(this.world.nanos() + this.random.nextLong(SECOND / 10, 20 * SECOND));
			case KILL -> member.kill();
			case STOP -> member.stop();
			default -> throw new IllegalStateException("no strike: " + kind);
		}
	}

	private void forceRelease() {
		List<UUID> owned = this.database.owned();
		if (!owned.isEmpty()) {
			UUID instance = owned.get(this.random.nextInt(owned.size()));
			Holder holder = this.database.holder(instance).orElseThrow();
			Ownership row = new Ownership(instance, holder.fence(), 0);
			if (this.database.model().release(holder.owner(), List.of(row)) > 0) {
				this.database.forced().add(instance);
				this.faults.count(FaultKind.FORCE_RELEASE, null);
			}
		}
	}

	private void raiseASignal() {
		List<UUID> owned = this.database.owned();
		if (!owned.isEmpty()) {
			this.database.raise(owned.get(this.random.nextInt(owned.size())));
		}
	}

}
