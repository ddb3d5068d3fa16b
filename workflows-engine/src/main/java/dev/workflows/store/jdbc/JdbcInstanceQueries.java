package dev.workflows.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import dev.workflows.InstanceStatus;
import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.store.AttemptRow;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.StatusCount;
import dev.workflows.store.StepRow;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Limit;

/**
 * The reading side, by Spring Data JDBC. Rows that a newer version of the engine wrote,
 * or that were damaged, are shown as far as they can be and never break what they are
 * part of.
 */
final class JdbcInstanceQueries implements InstanceQueries {

	private static final UUID HIGHEST = new UUID(-1, -1);

	private static final List<String> KNOWN = Arrays.stream(InstanceStatus.values())
		.filter((status) -> status != InstanceStatus.UNKNOWN)
		.map(InstanceStatus::word)
		.toList();

	private final Snapshots snapshots;

	private final InstanceRepository instances;

	private final PayloadRepository payloads;

	private final StepRepository steps;

	private final AttemptRepository attempts;

	private final CountRepository counts;

	JdbcInstanceQueries(CallerDataSource callers, Vendor vendor) {
		this.snapshots = new Snapshots(callers, vendor);
		Repositories repositories = new Repositories(callers.dataSource(), vendor);
		this.instances = repositories.get(InstanceRepository.class);
		this.payloads = repositories.get(PayloadRepository.class);
		this.steps = repositories.get(StepRepository.class);
		this.attempts = repositories.get(AttemptRepository.class);
		this.counts = repositories.get(CountRepository.class);
	}

	@Override
	public Optional<InstanceRow> find(String workflow, String id) {
		return translated(() -> this.snapshots
			.join(() -> this.instances.findByWorkflowAndId(workflow, id).flatMap(InstanceView::toRow)));
	}

	@Override
	public Optional<InstanceStory> story(String workflow, String id) {
		return translated(() -> this.snapshots.read(
				() -> this.instances.findByWorkflowAndId(workflow, id).flatMap(InstanceView::toRow).map(this::story)));
	}

	private InstanceStory story(InstanceRow row) {
		UUID key = row.key();
		PayloadView payload = this.payloads.findByKey(key).orElseGet(() -> new PayloadView(key, null, null, null));
		List<StepRow> recorded = this.steps.findByKeyInstanceKeyOrderBySeqAsc(key)
			.stream()
			.map(StepView::toRow)
			.flatMap(Optional::stream)
			.toList();
		List<AttemptRow> tried = AttemptView
			.fold(this.attempts.findByKeyInstanceKeyOrderBySeqAscKeyAttemptAscKeyPhaseAsc(key));
		return new InstanceStory(row, payload.params(), payload.output(), payload.error(), recorded, tried);
	}

	@Override
	public List<InstanceRow> list(String workflow, @Nullable InstanceStatus status, @Nullable UUID before, int limit) {
		UUID end = (before != null) ? before : HIGHEST;
		return translated(() -> this.snapshots.join(() -> page(workflow, status, end, Limit.of(limit)).stream()
			.map(InstanceView::toRow)
			.flatMap(Optional::stream)
			.toList()));
	}

	private List<InstanceView> page(String workflow, @Nullable InstanceStatus status, UUID before, Limit limit) {
		if (status == null) {
			return this.instances.findByWorkflowAndKeyLessThanOrderByKeyDesc(workflow, before, limit);
		}
		if (status == InstanceStatus.UNKNOWN) {
			return this.instances.findByWorkflowAndStatusNotInAndKeyLessThanOrderByKeyDesc(workflow, KNOWN, before,
					limit);
		}
		return this.instances.findByWorkflowAndStatusAndKeyLessThanOrderByKeyDesc(workflow, status.word(), before,
				limit);
	}

	@Override
	public List<StatusCount> counts() {
		Map<String, Map<InstanceStatus, Long>> sums = new HashMap<>();
		for (CountView view : translated(() -> this.snapshots.join(this.counts::counts))) {
			sums.computeIfAbsent(view.workflow(), (workflow) -> new HashMap<>())
				.merge(InstanceStatus.of(view.status()), view.total(), Long::sum);
		}
		List<StatusCount> result = new ArrayList<>();
		sums.forEach((workflow, byStatus) -> byStatus
			.forEach((status, count) -> result.add(new StatusCount(workflow, status, count))));
		result.sort(Comparator.comparing(StatusCount::workflow).thenComparing(StatusCount::status));
		return result;
	}

	private static <T> T translated(Supplier<T> reads) {
		try {
			return reads.get();
		}
		catch (DataAccessException ex) {
			for (Throwable cause = ex.getCause(); cause != null; cause = cause.getCause()) {
				if (cause instanceof SQLException error) {
					throw SqlErrors.translate("read instances", error, false);
				}
			}
			throw new StoreUnavailableException(Applied.NO, "could not read instances", ex);
		}
	}

}
