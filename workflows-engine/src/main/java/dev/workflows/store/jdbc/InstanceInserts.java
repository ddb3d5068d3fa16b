package dev.workflows.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.workflows.store.NewInstance;

/**
 * Inserts many instances where nothing is in their way.
 */
interface InstanceInserts {

	/**
	 * Does work in which instances are inserted.
	 */
	<T> T work(Work<T> work);

	/**
	 * Inserts instances. Those that are to be claimed are stored as queued where the
	 * node's row is gone.
	 * @param statements of {@link #work}
	 * @param owner the node
	 * @param wanted the instances
	 * @return those that were inserted, by key
	 * @throws SQLException if the database refuses
	 */
	Map<UUID, Inserted> insert(Statements statements, UUID owner, List<Wanted> wanted) throws SQLException;

	/** An instance to insert, and whether it is to be claimed. */
	record Wanted(NewInstance instance, boolean claim) {
	}

	/** When an instance was inserted, epoch ms, and whether it was claimed. */
	record Inserted(long now, boolean claimed) {
	}

}
