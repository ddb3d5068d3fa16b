package dev.workflows.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;

import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pools, transactions and a log for the tests of callers' transactions.
 */
abstract class CallerTransactionFixture {

	final List<HikariDataSource> pools = new ArrayList<>();

	final List<String> log = new ArrayList<>();

	@AfterEach
	void threadIsLeftAsItWas() {
		this.pools.forEach(HikariDataSource::close);
		assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
		assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
	}

	void add(SpringCallerTransaction caller, int key) {
		caller.beforeCommit(new UUID(key, 0), () -> this.log.add("before " + key));
		caller.afterCommit(() -> this.log.add("after " + key));
	}

	void onCompletion(String name, SpringCallerTransaction caller) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCommit() {
				CallerTransactionFixture.this.log.add(name + " afterCommit " + caller.state());
			}

			@Override
			public void afterCompletion(int status) {
				CallerTransactionFixture.this.log.add(name + " afterCompletion " + caller.state());
			}
		});
	}

	static void beforeCommit(Runnable action) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void beforeCommit(boolean readOnly) {
				action.run();
			}
		});
	}

	HikariDataSource pool(boolean autoCommit) {
		HikariDataSource pool = TestDatabase.pool(TestDatabase.H2.newUrl(), autoCommit);
		this.pools.add(pool);
		return pool;
	}

	static SpringCallerTransaction caller(DataSource dataSource) {
		return new SpringCallerTransaction(new CallerDataSource(dataSource));
	}

	static TransactionTemplate transaction(DataSource dataSource, boolean listener) {
		DataSourceTransactionManager manager = new DataSourceTransactionManager(dataSource);
		if (listener) {
			manager.addListener(new CallerTransactionListener());
		}
		return new TransactionTemplate(manager);
	}

}
