package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import dev.workflows.store.CrashPolicy;
import dev.workflows.store.Ownership;
import dev.workflows.store.Takeover;
import org.jspecify.annotations.Nullable;

/**
 * The rows that have an owner, and how they lose it without the owner's doing.
 */
final class OwnedRows {

	private static final String OWNED = """
			select instance_key, fence, signal_count from workflow_instance where owner = ? order by instance_key""";

	private static final String LOCK_OWNED = """
			select instance_key, crash_count from workflow_instance where owner in ({owners}) order by instance_key""";

	private static final String LOCK_ONE = """
			select instance_key from workflow_instance where instance_key = ? and owner = ? and fence = ?""";

	/**
	 * An owner that has no row never gets one again, so the rows can be looked up in a
	 * later statement.
	 */
	private static final String DEAD_OWNERS = """
			select distinct i.owner from workflow_instance i
			where i.owner >= ? and not exists (select 1 from workflow_node n where n.owner = i.owner)""";

	/**
	 * Every owner is above it; a comparison uses the index on every database, unlike "is
	 * not null".
	 */
	private static final UUID LOWEST = new UUID(0, 0);

	private static final String FREE = """
			update workflow_instance set status = 'queued', owner = null, fence = fence + 1, due_at = {now} + ?,
				crash_count = ?
			where instance_key = ?""";

	private static final String PARK = """
			update workflow_instance set status = 'errored', owner = null, fence = fence + 1, due_at = null,
				crash_count = ?, error = ?, ended_at = {now}
			where instance_key = ?""";

	private static final String RELEASE = """
			update workflow_instance set status = 'queued', owner = null, fence = fence + 1, due_at = {now}
			where instance_key = ?""";

	private static final String LEAVE = "delete from workflow_node where owner = ?";

	private final Connections connections;

	private final Dialect dialect;

	OwnedRows(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
	}

	List<Ownership> of(UUID owner) {
		return this.connections.read("list the node's instances", (statements) -> {
			List<Ownership> owned = new ArrayList<>();
			try (ResultSet row = statements.bind(OWNED).uuid(owner).query()) {
				while (row.next()) {
					owned.add(new Ownership(Rows.uuid(row, 1), row.getLong(2), row.getLong(3)));
				}
			}
			return owned;
		});
	}

	int release(UUID owner, List<Ownership> rows) {
		List<Ownership> inOrder = new ArrayList<>(rows);
		inOrder.sort(Comparator.comparing((row) -> row.key().toString()));
		return this.connections.transaction("release instances", (statements) -> {
			int released = 0;
			for (Ownership owned : inOrder) {
				if (lockOne(statements, owner, owned)) {
					released += statements.bind(this.dialect.sql(RELEASE)).uuid(owned.key()).update();
				}
			}
			return released;
		});
	}

	private boolean lockOne(Statements statements, UUID owner, Ownership owned) throws SQLException {
		Bind lock = statements.bind(LOCK_ONE + this.dialect.skipLocked());
		try (ResultSet row = lock.uuid(owned.key()).uuid(owner).number(owned.fence()).query()) {
			return row.next();
		}
	}

	/**
	 * Removes the node's row and releases what it owns in good order, so that no attempt
	 * counts as cut off by a crash, in one transaction. The node's row goes first: that
	 * waits for the claims under way, whose rows are then seen. What an application's
	 * transaction holds meanwhile is left to the sweep.
	 */
	void leave(UUID owner) {
		this.connections.transaction("unregister the node", (statements) -> {
			statements.bind(LEAVE).uuid(owner).update();
			for (Held held : lockOwned(statements, List.of(owner), null)) {
				statements.bind(this.dialect.sql(FREE)).number(0).integer(0).uuid(held.key()).update();
			}
			return true;
		});
	}

	Takeover releaseOrphans(int limit, CrashPolicy policy) {
		List<UUID> dead = this.connections.read("look for dead nodes", OwnedRows::deadOwners);
		if (dead.isEmpty()) {
			return new Takeover(0, 0);
		}
		return this.connections.transaction("free instances of dead nodes", (statements) -> {
			List<Held> orphans = lockOwned(statements, dead, limit);
			int parked = 0;
			for (Held orphan : orphans) {
				parked += takeOver(statements, orphan, policy) ? 0 : 1;
			}
			return new Takeover(orphans.size() - parked, parked);
		});
	}

	private static List<UUID> deadOwners(Statements statements) throws SQLException {
		List<UUID> dead = new ArrayList<>();
		try (ResultSet row = statements.bind(DEAD_OWNERS).uuid(LOWEST).query()) {
			while (row.next()) {
				dead.add(Rows.uuid(row, 1));
			}
		}
		return dead;
	}

	private boolean takeOver(Statements statements, Held orphan, CrashPolicy policy) throws SQLException {
		int crashes = orphan.crashCount() + 1;
		if (crashes < policy.limit()) {
			statements.bind(this.dialect.sql(FREE))
				.number(CrashPolicy.delayMillis(crashes))
				.integer(crashes)
				.uuid(orphan.key())
				.update();
			return true;
		}
		statements.bind(this.dialect.sql(PARK)).integer(crashes).text(policy.parkedError()).uuid(orphan.key()).update();
		return false;
	}

	private List<Held> lockOwned(Statements statements, List<UUID> owners, @Nullable Integer limit)
			throws SQLException {
		List<Held> rows = new ArrayList<>();
		String sql = LOCK_OWNED.replace("{owners}", RowClaims.placeholders(owners.size()));
		Bind lock = statements.bind(sql + ((limit != null) ? " limit ?" : "") + this.dialect.skipLocked());
		for (UUID owner : owners) {
			lock.uuid(owner);
		}
		if (limit != null) {
			lock.integer(limit);
		}
		try (ResultSet row = lock.query()) {
			while (row.next()) {
				rows.add(new Held(Rows.uuid(row, 1), row.getInt(2)));
			}
		}
		return rows;
	}

	/** A row that is locked by this transaction. */
	private record Held(UUID key, int crashCount) {
	}

}
