package dev.workflows.test.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.workflows.InstanceStatus;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.StatusCount;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of the model.
 */
final class ModelQueries implements InstanceQueries {

	private final ModelTables tables;

	private final ModelCallerTransactions callers;

	ModelQueries(ModelTables tables, ModelCallerTransactions callers) {
		this.tables = tables;
		this.callers = callers;
	}

	@Override
	public Optional<InstanceRow> find(String workflow, String id) {
		return locked(() -> row(workflow, id).map(ModelRow::instance));
	}

	@Override
	public Optional<InstanceStory> story(String workflow, String id) {
		return locked(() -> row(workflow, id).map((row) -> new InstanceStory(row.instance(), row.created.params(),
				row.output, row.error, row.stepsInOrder(), row.attemptsInOrder())));
	}

	@Override
	public List<InstanceRow> list(String workflow, @Nullable InstanceStatus status, @Nullable UUID before, int limit) {
		return locked(() -> this.tables.visibleTo(this.callers.reader())
			.stream()
			.filter((row) -> row.created.workflow().equals(workflow))
			.filter((row) -> status == null || row.status() == status)
			.filter((row) -> before == null || ModelTables.KEY_ORDER.compare(row.key(), before) < 0)
			.sorted(Comparator.comparing(ModelRow::key, ModelTables.KEY_ORDER).reversed())
			.limit(limit)
			.map(ModelRow::instance)
			.toList());
	}

	@Override
	public List<StatusCount> counts() {
		return locked(() -> {
			Map<StatusCount, Long> counts = this.tables.visibleTo(this.callers.reader())
				.stream()
				.collect(Collectors.groupingBy((row) -> new StatusCount(row.created.workflow(), row.status(), 0),
						Collectors.counting()));
			return counts.entrySet()
				.stream()
				.map((entry) -> new StatusCount(entry.getKey().workflow(), entry.getKey().status(), entry.getValue()))
				.toList();
		});
	}

	private Optional<ModelRow> row(String workflow, String id) {
		return Optional.ofNullable(this.tables.find(this.callers.reader(), workflow, id));
	}

	private <T> T locked(Supplier<T> read) {
		this.tables.lock.lock();
		try {
			return read.get();
		}
		finally {
			this.tables.lock.unlock();
		}
	}

}
