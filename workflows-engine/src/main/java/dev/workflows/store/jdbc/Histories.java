package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.workflows.store.AttemptRow;
import dev.workflows.store.History;
import dev.workflows.store.StepRow;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is recorded of instances, for their replay. The instances are owned by the
 * reader, so nothing of them changes between the statements, unless the application ends
 * the run meanwhile; the fence then tells. Many are read by one statement as long as that
 * answers little, as a driver may keep all of an answer in memory.
 */
final class Histories {

	/**
	 * The limit only tells that there is more: where it cuts, H2 2.4.240 answers some
	 * rows twice and others not at all.
	 */
	private static final String STEPS = "select s.instance_key, " + Rows.STEP_COLUMNS + """

			from workflow_step s where s.instance_key in ({instances}) order by s.instance_key, s.seq limit ?""";

	private static final String PAGE = "select " + Rows.STEP_COLUMNS + """

			from workflow_step s where s.instance_key = ? and s.seq > ? order by s.seq limit ?""";

	private static final String FENCES = """
			select instance_key, fence from workflow_instance where instance_key in ({instances})""";

	private static final String ATTEMPTS = """
			select a.instance_key, a.scope, a.kind, a.name, a.name_count, a.seq, a.attempt, a.phase, a.options,
				a.started_at, a.ended_at, a.error, a.retry_at
			from workflow_attempt a
			where a.instance_key in ({instances}) and not exists (
				select 1 from workflow_step s
				where s.instance_key = a.instance_key and s.scope = a.scope and s.kind = a.kind and s.name = a.name
					and s.name_count = a.name_count)
			order by a.instance_key, a.seq, a.scope, a.name, a.name_count, a.attempt, a.phase""";

	/** How many instances are read by one statement. */
	private static final int CHUNK = 64;

	/** How many steps are read by one statement at most. */
	private static final int ROWS = 1_000;

	/** What the histories of one claim may hold of results and errors, in characters. */
	private static final long MOST_CHARACTERS = 64L << 20;

	private final Connections connections;

	private final long mostCharacters;

	Histories(Connections connections) {
		this(connections, MOST_CHARACTERS);
	}

	Histories(Connections connections, long mostCharacters) {
		this.connections = connections;
		this.mostCharacters = mostCharacters;
	}

	List<History> read(List<UUID> instances, int maxSteps) {
		return this.connections.read("read histories", (statements) -> {
			List<History> histories = new ArrayList<>();
			Budget budget = new Budget(maxSteps, this.mostCharacters);
			for (int from = 0; from < instances.size(); from += CHUNK) {
				List<UUID> chunk = instances.subList(from, Math.min(from + CHUNK, instances.size()));
				read(statements, chunk, budget, histories);
			}
			return histories;
		});
	}

	List<StepRow> page(UUID instance, long afterSeq, int limit) {
		return this.connections.read("read recorded steps",
				(statements) -> page(statements, instance, afterSeq, limit));
	}

	private static void read(Statements statements, List<UUID> chunk, Budget budget, List<History> histories)
			throws SQLException {
		Map<UUID, List<StepRow>> steps = readAll(statements, chunk, budget);
		if (steps == null && chunk.size() > 1 && !budget.isSpent()) {
			read(statements, chunk.subList(0, chunk.size() / 2), budget, histories);
			read(statements, chunk.subList(chunk.size() / 2, chunk.size()), budget, histories);
			return;
		}
		Map<UUID, List<AttemptRow>> attempts = readAttempts(statements, chunk);
		Map<UUID, Boolean> complete = new HashMap<>();
		Map<UUID, List<StepRow>> recorded = (steps != null) ? steps : new HashMap<>();
		for (UUID instance : chunk) {
			complete.put(instance, steps != null || readPages(statements, instance, budget,
					recorded.computeIfAbsent(instance, (key) -> new ArrayList<>())));
		}
		// At last, so that all that was read before is of the run that has this fence.
		Map<UUID, Long> fences = readFences(statements, chunk);
		for (UUID instance : chunk) {
			histories.add(new History(instance, fences.getOrDefault(instance, -1L),
					recorded.getOrDefault(instance, List.of()), attempts.getOrDefault(instance, List.of()),
					complete.getOrDefault(instance, false)));
		}
	}

	private static Map<UUID, Long> readFences(Statements statements, List<UUID> chunk) throws SQLException {
		Map<UUID, Long> fences = new HashMap<>();
		try (ResultSet row = bind(statements, FENCES, chunk).query()) {
			while (row.next()) {
				fences.put(Rows.uuid(row, 1), row.getLong(2));
			}
		}
		return fences;
	}

	/** Returns {@code null} if that is too much for one statement or for the budget. */
	private static @Nullable Map<UUID, List<StepRow>> readAll(Statements statements, List<UUID> chunk, Budget budget)
			throws SQLException {
		Map<UUID, List<StepRow>> steps = new HashMap<>();
		Budget left = new Budget(Math.min(budget.steps, ROWS), budget.characters);
		try (ResultSet row = bind(statements, STEPS, chunk).integer(left.steps + 1).query()) {
			while (row.next()) {
				if (left.isSpent()) {
					return null;
				}
				StepRow step = Rows.step(row, 2);
				left.take(step);
				steps.computeIfAbsent(Rows.uuid(row, 1), (key) -> new ArrayList<>()).add(step);
			}
		}
		steps.values().forEach((read) -> read.forEach(budget::take));
		return steps;
	}

	/** Returns whether all were read. */
	private static boolean readPages(Statements statements, UUID instance, Budget budget, List<StepRow> steps)
			throws SQLException {
		while (!budget.isSpent()) {
			int limit = Math.min(budget.steps, ROWS);
			long after = steps.isEmpty() ? Long.MIN_VALUE : steps.get(steps.size() - 1).seq();
			List<StepRow> page = page(statements, instance, after, limit);
			for (StepRow step : page) {
				if (budget.isSpent()) {
					return false;
				}
				budget.take(step);
				steps.add(step);
			}
			if (page.size() < limit) {
				return true;
			}
		}
		return false;
	}

	private static List<StepRow> page(Statements statements, UUID instance, long afterSeq, int limit)
			throws SQLException {
		List<StepRow> steps = new ArrayList<>();
		try (ResultSet row = statements.bind(PAGE).uuid(instance).number(afterSeq).integer(limit).query()) {
			while (row.next()) {
				steps.add(Rows.step(row, 1));
			}
		}
		return steps;
	}

	private static Map<UUID, List<AttemptRow>> readAttempts(Statements statements, List<UUID> chunk)
			throws SQLException {
		Map<UUID, List<AttemptRow>> attempts = new HashMap<>();
		try (ResultSet row = bind(statements, ATTEMPTS, chunk).query()) {
			while (row.next()) {
				add(attempts.computeIfAbsent(Rows.uuid(row, 1), (key) -> new ArrayList<>()), Rows.attempt(row, 2));
			}
		}
		return attempts;
	}

	/** The begin and the end of an attempt are two rows, one after the other. */
	private static void add(List<AttemptRow> attempts, AttemptRow row) {
		int last = attempts.size() - 1;
		if (last >= 0 && attempts.get(last).attempt() == row.attempt() && attempts.get(last).key().equals(row.key())) {
			AttemptRow begin = attempts.get(last);
			String options = (begin.options() != null) ? begin.options() : row.options();
			attempts.set(last, new AttemptRow(begin.key(), begin.seq(), begin.attempt(), options, begin.startedAt(),
					row.endedAt(), row.error(), row.retryAt()));
			return;
		}
		attempts.add(row);
	}

	/** The last key is repeated, so that there are few different statements. */
	private static Bind bind(Statements statements, String sql, List<UUID> chunk) throws SQLException {
		int places = 1;
		while (places < chunk.size()) {
			places *= 2;
		}
		Bind bind = statements.bind(sql.replace("{instances}", RowClaims.placeholders(places)));
		for (int i = 0; i < places; i++) {
			bind.uuid(chunk.get(Math.min(i, chunk.size() - 1)));
		}
		return bind;
	}

	/** What may still be read. */
	private static final class Budget {

		private int steps;

		private long characters;

		Budget(int steps, long characters) {
			this.steps = steps;
			this.characters = characters;
		}

		boolean isSpent() {
			return this.steps <= 0 || this.characters <= 0;
		}

		void take(StepRow step) {
			this.steps--;
			this.characters -= length(step.output()) + length(step.error());
		}

		private static int length(@Nullable String text) {
			return (text != null) ? text.length() : 0;
		}

	}

}
