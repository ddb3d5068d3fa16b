package dev.workflows.store.jdbc;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.WorkflowStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * PostgreSQL may run a sub-select with a limit once per row that it joins, and so change
 * more rows than the limit says. The planner is pushed towards such plans here.
 */
class PostgreSqlClaimLimitTests {

	private static final int ROWS = 10_000;

	private static final int CLAIMS = 500;

	private static final String[] BAD_PLANS = { "set enable_hashjoin = off", "set enable_mergejoin = off",
			"set enable_material = off", "set enable_memoize = off" };

	@RegisterExtension
	static final StoreDatabase database = StoreDatabase.postgreSql();

	@Test
	void claimOfOneChangesExactlyOneRowWhateverThePlan() {
		JdbcTemplate jdbc = database.fixture().jdbc();
		jdbc.execute("alter table workflow_instance set (autovacuum_enabled = false)");
		jdbc.update("""
				insert into workflow_instance (instance_key, workflow, id, run, status, params_hash, trigger_source,
					fence, due_at, created_at)
				select gen_random_uuid(), 'orders', 'id' || n, 1, 'queued', repeat('a', 64), 'api', 0, n % 7, n
				from generate_series(1, ?) n""", ROWS);
		try (HikariDataSource engine = StoreDatabase.pool(database.url(), BAD_PLANS)) {
			claimOneByOne(JdbcStore.open(database.application(), engine, JdbcStoreFixture.NOW).store(), jdbc);
		}
	}

	private static void claimOneByOne(WorkflowStore store, JdbcTemplate jdbc) {
		UUID owner = UUID.randomUUID();
		store.registerNode(owner, "process", 1_000);
		Set<UUID> claimed = new HashSet<>();
		for (int i = 1; i <= CLAIMS; i++) {
			List<Claimed> one = store.claim(new ClaimRequest(owner, 1, List.of("orders")));
			assertThat(one).hasSize(1);
			assertThat(claimed.add(one.get(0).key())).isTrue();
			assertThat(
					jdbc.queryForObject("select count(*) from workflow_instance where owner is not null", Long.class))
				.isEqualTo(i);
		}
		assertThat(jdbc.queryForObject("select count(*) from workflow_instance where fence <> 0", Long.class))
			.isEqualTo(CLAIMS);
	}

}
