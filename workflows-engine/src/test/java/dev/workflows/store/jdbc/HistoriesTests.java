package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.History;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class HistoriesTests {

	@ParameterizedTest
	@EnumSource
	void moreStepsThanOneStatementReadsAreReadWhole(TestDatabase database) throws SQLException {
		try (StoreTestSupport support = new StoreTestSupport(database)) {
			List<Claimed> claimed = withSteps(support, 3, 400, 1);
			List<History> histories = histories(support, Long.MAX_VALUE).read(keys(claimed), 10_000);
			assertThat(histories).hasSize(3).allSatisfy((history) -> {
				assertThat(history.complete()).isTrue();
				assertThat(history.steps()).extracting(StepRow::seq).hasSize(400).isSorted().doesNotHaveDuplicates();
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void readingEndsWhereItsMemoryIsUsedUp(TestDatabase database) throws SQLException {
		try (StoreTestSupport support = new StoreTestSupport(database)) {
			List<UUID> keys = keys(withSteps(support, 4, 5, 100));
			for (int characters : new int[] { 1, 500, 501, 1_250, 1_899 }) {
				List<History> histories = histories(support, characters).read(keys, 10_000);
				int read = histories.stream().mapToInt((history) -> history.steps().size()).sum();
				assertThat(read).isEqualTo((characters + 99) / 100);
				assertThat(histories).anyMatch((history) -> !history.complete())
					.allMatch((history) -> !history.complete() || history.steps().size() == 5);
			}
			assertThat(histories(support, 2_001).read(keys, 10_000)).allMatch(History::complete);
		}
	}

	private static Histories histories(StoreTestSupport support, long characters) throws SQLException {
		try (Connection connection = support.engine.getConnection()) {
			Dialect dialect = JdbcStore.dialect(connection, false, null);
			return new Histories(new Connections(support.application, support.engine, dialect), characters);
		}
	}

	private static List<Claimed> withSteps(StoreTestSupport support, int instances, int steps, int length) {
		List<Claimed> claimed = support.createClaimed(instances);
		for (int i = 1; i <= steps; i++) {
			List<Commit> commits = new ArrayList<>();
			for (Claimed each : claimed) {
				commits.add(StoreTestSupport.commit(each, new StepWrite.Ended(StoreTestSupport.run("step " + i), 2 * i,
						"{}", null, 1, 5, true, "1".repeat(length), null), null));
			}
			support.store.commit(support.node, commits, false);
		}
		return claimed;
	}

	private static List<UUID> keys(List<Claimed> claimed) {
		return claimed.stream().map(Claimed::key).toList();
	}

}
