package dev.workflows.simulation.work;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

import dev.workflows.simulation.cluster.Database;
import dev.workflows.simulation.world.SimProcess;
import dev.workflows.store.Claimed;
import dev.workflows.store.StepKey;
import org.jspecify.annotations.Nullable;

/**
 * Every beginning and every end of a step's body, whether or not anything came of it.
 * Nothing that goes wrong reaches it.
 */
public final class Ledger {

	private final Database database;

	private final SplittableRandom random;

	private final List<Entry> entries = new ArrayList<>();

	private final Map<Entry, String> outputs = new IdentityHashMap<>();

	public Ledger(Database database, SplittableRandom random) {
		this.database = database;
		this.random = random;
	}

	public List<Entry> entries() {
		return this.entries;
	}

	/** Notes that a body begins. */
	Entry begin(Claimed run, StepKey key, int attempt, String previous, String idempotencyKey) {
		this.database.world().yield();
		Entry entry = new Entry(run.key(), run.run(), run.fence(), this.database.world().current().process(), key,
				attempt, Long.toHexString(this.random.nextLong()), previous, idempotencyKey, this.database.position(),
				this.database.clock().getAsLong());
		this.entries.add(entry);
		this.database.world().trace().note(this.database.world().nanos(), entry.process(), "begin");
		return entry;
	}

	/** Notes what a body answers. */
	void end(Entry entry, String output) {
		this.database.world().yield();
		this.outputs.put(entry, output);
	}

	/** What a body answered, {@code null} if it did not. */
	public @Nullable String output(Entry entry) {
		return this.outputs.get(entry);
	}

	/**
	 * A body has begun.
	 *
	 * @param instance the instance
	 * @param run the number of its run
	 * @param fence under which claim
	 * @param process where
	 * @param key which step
	 * @param attempt which attempt
	 * @param nonce what this execution drew
	 * @param previous what the verb before answered
	 * @param idempotencyKey what the engine gave it
	 * @param position how many changes were durable
	 * @param at the database's time, epoch ms
	 */
	public record Entry(UUID instance, int run, long fence, SimProcess process, StepKey key, int attempt, String nonce,
			String previous, String idempotencyKey, int position, long at) {

		@Override
		public String toString() {
			return "attempt " + this.attempt + " of " + this.key.name() + "/" + this.key.count() + " of run " + this.run
					+ " of " + this.instance + " under fence " + this.fence + " on " + this.process + " at change "
					+ this.position;
		}

	}

}
