package dev.workflows.test.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The uncommitted work of one caller's transaction: copies of the rows that it has
 * touched. Guarded by the lock of {@link ModelTables}.
 */
final class ModelTransaction {

	private final ModelTables tables;

	private final Map<UUID, Optional<ModelRow>> changes = new HashMap<>();

	private final List<Applied> log = new ArrayList<>();

	ModelTransaction(ModelTables tables) {
		this.tables = tables;
	}

	/**
	 * Locks a row and returns this transaction's copy of it, which may be changed.
	 * @return the copy, or {@code null} if another transaction holds the row
	 */
	@Nullable ModelRow lock(ModelRow row) {
		if (!this.tables.tryLock(row.key(), this)) {
			return null;
		}
		return this.changes.computeIfAbsent(row.key(), (key) -> Optional.of(row.copy())).orElseThrow();
	}

	void insert(ModelRow row) {
		this.changes.put(row.key(), Optional.of(row));
	}

	void delete(UUID key) {
		this.changes.put(key, Optional.empty());
	}

	void record(Applied applied) {
		this.log.add(applied);
	}

	/** Returns what this transaction sees of an id, given what is committed. */
	@Nullable ModelRow find(ModelTables.Id id, @Nullable ModelRow committed) {
		for (Optional<ModelRow> change : this.changes.values()) {
			if (change.isPresent() && ModelTables.idOf(change.get().created).equals(id)) {
				return change.get();
			}
		}
		return (committed != null && !this.changes.containsKey(committed.key())) ? committed : null;
	}

	void applyTo(NavigableMap<UUID, ModelRow> rows) {
		this.changes
			.forEach((key, change) -> change.ifPresentOrElse((row) -> rows.put(key, row), () -> rows.remove(key)));
	}

	void commit() {
		this.changes.forEach((key, change) -> {
			if (change.isEmpty()) {
				this.tables.remove(key);
			}
		});
		this.changes.values().forEach((change) -> change.ifPresent(this.tables::put));
		this.tables.log.addAll(this.log);
		this.tables.unlockAll(this);
	}

	void rollback() {
		this.tables.unlockAll(this);
	}

}
