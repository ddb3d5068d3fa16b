package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.store.Claimed;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import dev.workflows.store.jdbc.InstanceInserts.Inserted;
import dev.workflows.store.jdbc.InstanceInserts.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * Creates instances. An id that is in use is no error: what is there is looked up, and
 * may turn out to be the row of an earlier try of the same create.
 */
final class Creates {

	private static final String FIND = """
			select instance_key, status, params_hash, owner, fence, run, created_at, crash_count, signal_count,
				paused_total, {now}
			from workflow_instance where workflow = ? and id = ?""";

	/** What is in the way may be deleted before it is looked up; then there is room. */
	private static final int ROUNDS = 5;

	private final Connections connections;

	private final Dialect dialect;

	private final InstanceInserts inserts;

	private final String find;

	Creates(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
		this.inserts = dialect.instanceInserts(connections);
		this.find = dialect.sql(FIND);
	}

	List<CreateResult> create(UUID owner, int claim, List<NewInstance> instances) {
		if (instances.isEmpty()) {
			return List.of();
		}
		List<Wanted> wanted = new ArrayList<>();
		for (int i = 0; i < instances.size(); i++) {
			wanted.add(new Wanted(instances.get(i), i < claim));
		}
		return this.inserts.work((statements) -> {
			Map<UUID, CreateResult> results = new HashMap<>();
			List<Wanted> open = wanted;
			for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
				open = insert(statements, owner, open, results);
			}
			if (!open.isEmpty()) {
				throw new StoreUnavailableException(Applied.UNKNOWN,
						"could not create instances whose ids others create and delete all the time; try again", null);
			}
			return instances.stream().map((instance) -> results.get(instance.key())).toList();
		});
	}

	/** Returns what could neither be inserted nor found. */
	private List<Wanted> insert(Statements statements, UUID owner, List<Wanted> wanted, Map<UUID, CreateResult> results)
			throws SQLException {
		Map<UUID, Inserted> inserted = this.inserts.insert(statements, owner, wanted);
		List<Wanted> open = new ArrayList<>();
		for (Wanted each : wanted) {
			NewInstance instance = each.instance();
			Inserted row = inserted.get(instance.key());
			CreateResult result = (row != null) ? created(instance, row) : existing(statements, owner, instance);
			if (result != null) {
				results.put(instance.key(), result);
			}
			else {
				open.add(each);
			}
		}
		return open;
	}

	CreateResult createJoined(NewInstance instance) {
		return this.connections.joined("create an instance", (statements) -> {
			for (int round = 0; round < ROUNDS; round++) {
				if (RowInserts.insertQueued(statements, this.dialect, instance)) {
					return new CreateResult.Created(null);
				}
				CreateResult existing = existing(statements, null, instance);
				if (existing != null) {
					return existing;
				}
			}
			throw new StoreUnavailableException(Applied.NO, "could not create the instance: its id is in use by an "
					+ "instance that this transaction cannot see; try again in a new transaction", null);
		});
	}

	private static CreateResult created(NewInstance instance, Inserted row) {
		return new CreateResult.Created(!row.claimed() ? null : new Claimed(instance.key(), instance.workflow(),
				instance.id(), 1, 0, instance.params(), row.now(), 0, 0, 0, row.now()));
	}

	private @Nullable CreateResult existing(Statements statements, @Nullable UUID owner, NewInstance instance)
			throws SQLException {
		Bind query = statements.bind(this.find).text(instance.workflow()).text(instance.id());
		try (ResultSet row = query.query()) {
			if (!row.next()) {
				return null;
			}
			UUID key = Rows.uuid(row, 1);
			if (!key.equals(instance.key())) {
				return new CreateResult.Existing(key, InstanceStatus.of(row.getString(2)),
						instance.paramsHash().equals(row.getString(3)));
			}
			// An earlier try of this create, whose reply was lost. Every claim raises the
			// fence, so an owner under fence 0 has it from that create.
			boolean own = owner != null && owner.equals(Rows.optionalUuid(row, 4)) && row.getLong(5) == 0;
			return new CreateResult.Created(!own ? null
					: new Claimed(key, instance.workflow(), instance.id(), row.getInt(6), 0, instance.params(),
							row.getLong(7), row.getInt(8), row.getLong(9), row.getLong(10), row.getLong(11)));
		}
	}

}
