package dev.workflows.simulation.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.simulation.fault.DatabaseClock;
import dev.workflows.simulation.world.World;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.StoreTraits;
import dev.workflows.test.model.Applied;
import dev.workflows.test.model.Applied.What;
import dev.workflows.test.model.ModelStore;

/**
 * The database of a run, its clock, and what was asked of it and answered.
 */
public final class Database {

	private final World world;

	private final DatabaseClock clock;

	private final ModelStore model;

	private final List<Answer> answers = new ArrayList<>();

	private final List<Creation> creations = new ArrayList<>();

	private final List<Raise> raises = new ArrayList<>();

	private final List<UUID> forced = new ArrayList<>();

	/**
	 * Creates an empty database.
	 * @param world the world
	 * @param embedded whether it belongs to one process
	 * @param interruptible whether a thread may be interrupted without harm to it
	 */
	public Database(World world, boolean embedded, boolean interruptible) {
		this.world = world;
		this.clock = new DatabaseClock(world);
		this.model = new ModelStore(this.clock, new StoreTraits("Simulation", embedded, true, interruptible));
	}

	public World world() {
		return this.world;
	}

	public DatabaseClock clock() {
		return this.clock;
	}

	public ModelStore model() {
		return this.model;
	}

	public List<Applied> log() {
		return this.model.applied();
	}

	/** How many changes have become durable. */
	public int position() {
		return this.model.applied().size();
	}

	public List<Answer> answers() {
		return this.answers;
	}

	public List<Creation> creations() {
		return this.creations;
	}

	public List<Raise> raises() {
		return this.raises;
	}

	/** What somebody took from its owner by hand, once for each time. */
	public List<UUID> forced() {
		return this.forced;
	}

	/** Who owns an instance now. */
	public Optional<Holder> holder(UUID instance) {
		Holder holder = null;
		for (Applied change : log()) {
			if (change.instance().equals(instance)) {
				boolean taken = change.what() == What.CLAIM || change.what() == What.CREATE;
				holder = (change.after() != InstanceStatus.RUNNING) ? null
						: (taken && change.by() != null) ? new Holder(change.by(), change.fence()) : holder;
			}
		}
		return Optional.ofNullable(holder);
	}

	/** The keys of all that has an owner now. */
	List<UUID> owned() {
		return log().stream()
			.map(Applied::instance)
			.distinct()
			.filter((instance) -> holder(instance).isPresent())
			.toList();
	}

	/** Raises the signal of an instance that exists. */
	void raise(UUID instance) {
		long signal = this.raises.size() + 1;
		this.model.setSignal(instance, signal);
		this.raises.add(new Raise(position(), instance, signal));
	}

	/**
	 * Who owns an instance.
	 *
	 * @param owner the node
	 * @param fence under which fence
	 */
	public record Holder(UUID owner, long fence) {
	}

	/**
	 * What a node's commit was answered.
	 *
	 * @param before how many changes were durable before it
	 * @param owner the node
	 * @param commit the commit
	 * @param result the answer
	 */
	public record Answer(int before, UUID owner, Commit commit, CommitResult result) {
	}

	/**
	 * That a create reached the database.
	 *
	 * @param key the key
	 * @param id the id
	 * @param params the parameters
	 */
	public record Creation(UUID key, String id, String params) {
	}

	/**
	 * That the signal of an instance was raised.
	 *
	 * @param position how many changes were durable before it
	 * @param instance the key
	 * @param signal what it was raised to
	 */
	public record Raise(int position, UUID instance, long signal) {
	}

}
