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

/**
 * Reads what is recorded of instances, for their replay. The instances are owned by the
 * reader, so nothing of them changes between the statements.
 */
final class Histories {

	private static final String STEPS = "select s.instance_key, " + Rows.STEP_COLUMNS + """

			from workflow_step s where s.instance_key in ({instances}) order by s.instance_key, s.seq limit ?""";

	private static final String PAGE = "select " + Rows.STEP_COLUMNS + """

			from workflow_step s where s.instance_key = ? and s.seq > ? order by s.seq limit ?""";

	private static final String ATTEMPTS = """
			select a.instance_key, a.scope, a.kind, a.name, a.name_count, a.seq, a.attempt, a.phase, a.options,
				a.started_at, a.ended_at, a.error, a.retry_at
			from workflow_attempt a
			where a.instance_key in ({instances}) and not exists (
				select 1 from workflow_step s
				where s.instance_key = a.instance_key and s.scope = a.scope and s.kind = a.kind and s.name = a.name
					and s.name_count = a.name_count)
			order by a.instance_key, a.seq, a.scope, a.name, a.name_count, a.attempt, a.phase""";

	private static final String COUNT = "select count(*) from workflow_step where instance_key = ?";

	/** How many instances are read by one statement. */
	private static final int CHUNK = 64;

	private final Connections connections;

	Histories(Connections connections) {
		this.connections = connections;
	}

	List<History> read(List<UUID> instances, int maxSteps) {
		return this.connections.read("read histories", (statements) -> {
			List<History> histories = new ArrayList<>();
			int left = maxSteps;
			for (int from = 0; from < instances.size(); from += CHUNK) {
				List<UUID> chunk = instances.subList(from, Math.min(from + CHUNK, instances.size()));
				left -= readChunk(statements, chunk, left, histories);
			}
			return histories;
		});
	}

	List<StepRow> page(UUID instance, long afterSeq, int limit) {
		return this.connections.read("read recorded steps",
				(statements) -> page(statements, instance, afterSeq, limit));
	}

	/** Returns how many steps were read. */
	private static int readChunk(Statements statements, List<UUID> chunk, int left, List<History> histories)
			throws SQLException {
		Map<UUID, List<StepRow>> steps = new HashMap<>();
		boolean all = readSteps(statements, chunk, left, steps);
		Map<UUID, List<AttemptRow>> attempts = readAttempts(statements, chunk);
		int read = 0;
		for (UUID instance : chunk) {
			List<StepRow> recorded = steps.getOrDefault(instance, List.of());
			boolean complete = all;
			if (!all) {
				int count = count(statements, instance);
				int fits = Math.min(count, left - read);
				recorded = page(statements, instance, Long.MIN_VALUE, fits);
				complete = fits == count;
			}
			read += recorded.size();
			histories.add(new History(instance, recorded, attempts.getOrDefault(instance, List.of()), complete));
		}
		return read;
	}

	/** Returns whether all were read. */
	private static boolean readSteps(Statements statements, List<UUID> chunk, int left, Map<UUID, List<StepRow>> steps)
			throws SQLException {
		// one more than fits tells whether something is missing
		int limit = Math.min(left, Integer.MAX_VALUE - 1) + 1;
		int read = 0;
		try (ResultSet row = bind(statements, STEPS, chunk).integer(limit).query()) {
			while (row.next()) {
				steps.computeIfAbsent(Rows.uuid(row, 1), (key) -> new ArrayList<>()).add(Rows.step(row, 2));
				read++;
			}
		}
		return read < limit;
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

	private static int count(Statements statements, UUID instance) throws SQLException {
		try (ResultSet row = statements.bind(COUNT).uuid(instance).query()) {
			row.next();
			return row.getInt(1);
		}
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

}
