package dev.workflows.test.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

import dev.workflows.store.NewInstance;
import org.jspecify.annotations.Nullable;

/**
 * What is committed, and which rows and ids callers' transactions hold. Everything is
 * guarded by {@link #lock}.
 */
final class ModelTables {

	/** The order in which databases sort keys: unsigned, not as {@link UUID} does. */
	static final Comparator<UUID> KEY_ORDER = Comparator.comparing(UUID::toString);

	final ReentrantLock lock = new ReentrantLock();

	final NavigableMap<UUID, ModelRow> instances = new TreeMap<>(KEY_ORDER);

	final NavigableMap<UUID, Node> nodes = new TreeMap<>(KEY_ORDER);

	final List<Applied> log = new ArrayList<>();

	private final Map<Id, UUID> ids = new HashMap<>();

	private final Map<Object, ModelTransaction> locks = new HashMap<>();

	/**
	 * Locks a row or an id for a transaction, until it ends.
	 * @return {@code false} if another transaction holds it
	 */
	boolean tryLock(Object what, ModelTransaction by) {
		ModelTransaction holder = this.locks.putIfAbsent(what, by);
		return holder == null || holder == by;
	}

	boolean isLocked(Object what) {
		return this.locks.containsKey(what);
	}

	void unlockAll(ModelTransaction by) {
		this.locks.values().removeIf((holder) -> holder == by);
	}

	/** Returns what a reader sees: what is committed, and its own transaction's work. */
	Collection<ModelRow> visibleTo(@Nullable ModelTransaction reader) {
		if (reader == null) {
			return this.instances.values();
		}
		NavigableMap<UUID, ModelRow> rows = new TreeMap<>(this.instances);
		reader.applyTo(rows);
		return rows.values();
	}

	@Nullable ModelRow find(@Nullable ModelTransaction reader, String workflow, String id) {
		Id wanted = new Id(workflow, id);
		UUID key = this.ids.get(wanted);
		ModelRow committed = (key != null) ? this.instances.get(key) : null;
		return (reader != null) ? reader.find(wanted, committed) : committed;
	}

	void put(ModelRow row) {
		this.instances.put(row.key(), row);
		this.ids.put(idOf(row.created), row.key());
	}

	void remove(UUID key) {
		ModelRow row = this.instances.remove(key);
		if (row != null) {
			this.ids.remove(idOf(row.created), key);
		}
	}

	static Id idOf(NewInstance instance) {
		return new Id(instance.workflow(), instance.id());
	}

	/** A node's row. */
	record Node(String process, long heartbeat, long leaseUntil) {
	}

	/** What a unique constraint locks while an instance is being inserted. */
	record Id(String workflow, String id) {
	}

}
