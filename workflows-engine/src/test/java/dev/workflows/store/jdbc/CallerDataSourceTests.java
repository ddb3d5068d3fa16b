package dev.workflows.store.jdbc;

import java.sql.SQLException;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class CallerDataSourceTests {

	@ParameterizedTest
	@EnumSource
	void createJoinsTransactionOfManagerWithProxy(TestDatabase database) {
		try (HikariDataSource pool = database.newPoolWithTables()) {
			DataSource lazy = new LazyConnectionDataSourceProxy(pool);
			createIsPartOfTheTransaction(pool, pool);
			createIsPartOfTheTransaction(pool, lazy);
			createIsPartOfTheTransaction(lazy, pool);
			createIsPartOfTheTransaction(lazy, lazy);
		}
	}

	private void createIsPartOfTheTransaction(DataSource ours, DataSource theirs) {
		JdbcStore store = JdbcStore.open(ours, ours);
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(theirs));
		NewInstance instance = new NewInstance(UUID.randomUUID(), "w", UUID.randomUUID().toString(), null,
				"0".repeat(64), "api");
		transaction.executeWithoutResult((status) -> {
			assertThat(store.store().createJoined(instance)).isInstanceOf(CreateResult.Created.class);
			assertThat(store.queries().find("w", instance.id())).isPresent();
			status.setRollbackOnly();
		});
		assertThat(store.queries().find("w", instance.id())).isEmpty();
		transaction.executeWithoutResult((status) -> store.store().createJoined(instance));
		assertThat(store.queries().find("w", instance.id())).isPresent();
	}

	/** What is bound then is a connection whose statements commit one by one. */
	@ParameterizedTest
	@EnumSource
	void createWithinTransactionOnAnotherDatabaseHasOneOfItsOwn(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPoolWithTables(); HikariDataSource other = TestDatabase.H2.newPool()) {
			JdbcStore store = JdbcStore.open(pool, pool);
			NewInstance instance = new NewInstance(new UUID(1, 1), "w", "a", null, "0".repeat(64), "api");
			new TransactionTemplate(new DataSourceTransactionManager(other)).executeWithoutResult((status) -> {
				new JdbcTemplate(pool).queryForList("select 1");
				assertThat(TransactionSynchronizationManager.getResource(pool)).isNotNull();
				store.store().createJoined(instance);
				status.setRollbackOnly();
			});
			assertThat(store.queries().find("w", "a")).isPresent();
		}
	}

}
