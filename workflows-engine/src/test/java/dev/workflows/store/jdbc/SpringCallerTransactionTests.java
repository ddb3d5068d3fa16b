package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.store.CallerTransaction.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SpringCallerTransactionTests {

	private final List<HikariDataSource> pools = new ArrayList<>();

	private final List<String> log = new ArrayList<>();

	@AfterEach
	void threadIsLeftAsItWas() {
		this.pools.forEach(HikariDataSource::close);
		assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
		assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "true, false", "false, true", "false, false" })
	void transactionIsActiveFromItsBeginToItsCommit(boolean autoCommit, boolean listener) {
		HikariDataSource pool = pool(autoCommit);
		SpringCallerTransaction caller = caller(pool);
		assertThat(caller.state()).isEqualTo(State.NONE);
		transaction(pool, listener).executeWithoutResult((status) -> {
			assertThat(caller.state()).isEqualTo(State.ACTIVE);
			onCompletion("late", caller);
			caller.afterCommit(() -> this.log.add("ours " + caller.state()));
		});
		assertThat(caller.state()).isEqualTo(State.NONE);
		assertThat(this.log).containsExactly("ours NONE", "late afterCommit NONE", "late afterCompletion NONE");
	}

	/** The callback is registered before the engine is used for the first time. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void listenerKnowsTheCommitThoughTheEngineWasNotUsedBefore(boolean autoCommit) {
		HikariDataSource pool = pool(autoCommit);
		SpringCallerTransaction caller = caller(pool);
		transaction(pool, true).executeWithoutResult((status) -> onCompletion("first", caller));
		assertThat(this.log).containsExactly("first afterCommit NONE", "first afterCompletion NONE");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatIsWrittenAfterTheCommitIsNotJoinedToIt(boolean listener) {
		HikariDataSource pool = pool(false);
		SpringCallerTransaction caller = caller(pool);
		TransactionTemplate transaction = transaction(pool, listener);
		TransactionTemplate own = transaction(pool, listener);
		own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		transaction.executeWithoutResult((outer) -> {
			assertThat(caller.state()).isEqualTo(State.ACTIVE);
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCompletion(int status) {
					// Spring lets this take part in what is already committed
					transaction.executeWithoutResult(
							(lost) -> SpringCallerTransactionTests.this.log.add("participating " + caller.state()));
					own.executeWithoutResult((fresh) -> {
						SpringCallerTransactionTests.this.log.add("own " + caller.state());
						caller.afterCommit(() -> SpringCallerTransactionTests.this.log.add("own committed"));
					});
				}
			});
		});
		assertThat(this.log).containsExactly("participating NONE", "own ACTIVE", "own committed");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void newTransactionWithinCallbackAfterCommitIsActive(boolean listener) {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		TransactionTemplate own = transaction(pool, listener);
		own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		transaction(pool, listener).executeWithoutResult((outer) -> caller.afterCommit(() -> {
			this.log.add("after " + caller.state());
			own.executeWithoutResult((status) -> this.log.add("own " + caller.state()));
			this.log.add("after own " + caller.state());
		}));
		assertThat(this.log).containsExactly("after NONE", "own ACTIVE", "after own NONE");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void suspendedTransactionIsNoneUntilItGoesOn(boolean listener) {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		TransactionTemplate without = transaction(pool, listener);
		without.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
		TransactionTemplate own = transaction(pool, listener);
		own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		transaction(pool, listener).executeWithoutResult((outer) -> {
			caller.afterCommit(() -> this.log.add("outer"));
			without.executeWithoutResult((status) -> assertThat(caller.state()).isEqualTo(State.NONE));
			own.executeWithoutResult((inner) -> {
				assertThat(caller.state()).isEqualTo(State.ACTIVE);
				caller.afterCommit(() -> this.log.add("inner"));
			});
			assertThat(this.log).containsExactly("inner");
			own.executeWithoutResult((inner) -> {
				caller.afterCommit(() -> this.log.add("never"));
				inner.setRollbackOnly();
			});
			assertThat(caller.state()).isEqualTo(State.ACTIVE);
		});
		assertThat(this.log).containsExactly("inner", "outer");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void transactionOnAnotherDataSourceIsNone(boolean autoCommit) {
		HikariDataSource pool = pool(autoCommit);
		HikariDataSource other = pool(autoCommit);
		SpringCallerTransaction caller = caller(pool);
		transaction(other, true).executeWithoutResult((status) -> {
			assertThat(caller.state()).isEqualTo(State.NONE);
			// binds a connection of ours, each statement on its own
			new JdbcTemplate(pool).execute("select 1");
			assertThat(TransactionSynchronizationManager.getResource(pool)).isNotNull();
			assertThat(caller.state()).isEqualTo(State.NONE);
		});
		transaction(pool, true).executeWithoutResult((status) -> assertThat(caller.state()).isEqualTo(State.ACTIVE));
	}

	/** As JPA's manager does: a holder of which only the manager knows what it is for. */
	@Test
	void connectionThatJpaHasBoundIsActive() {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		transaction(pool(true), true).executeWithoutResult((status) -> {
			ConnectionHolder holder = new ConnectionHolder(new JdbcTemplate(pool).execute((Connection c) -> c));
			Object bound = TransactionSynchronizationManager.unbindResource(pool);
			TransactionSynchronizationManager.bindResource(pool, holder);
			assertThat(caller.state()).isEqualTo(State.ACTIVE);
			holder.setRollbackOnly();
			assertThat(caller.state()).isEqualTo(State.ROLLBACK_ONLY);
			TransactionSynchronizationManager.unbindResource(pool);
			TransactionSynchronizationManager.bindResource(pool, bound);
		});
	}

	@Test
	void proxiesAreTheSameDataSource() {
		HikariDataSource pool = pool(true);
		DataSource lazy = new LazyConnectionDataSourceProxy(pool);
		DataSource aware = new TransactionAwareDataSourceProxy(lazy);
		for (DataSource ours : List.of(pool, lazy, aware)) {
			for (DataSource theirs : List.of(pool, lazy, aware)) {
				SpringCallerTransaction caller = caller(ours);
				transaction(theirs, true)
					.executeWithoutResult((status) -> assertThat(caller.state()).isEqualTo(State.ACTIVE));
				assertThat(caller.state()).isEqualTo(State.NONE);
			}
		}
	}

	@Test
	void readOnlyTransactionIsNamed() {
		HikariDataSource pool = pool(true);
		TransactionTemplate transaction = transaction(pool, true);
		transaction.setReadOnly(true);
		transaction.executeWithoutResult((status) -> assertThat(caller(pool).state()).isEqualTo(State.READ_ONLY));
	}

	@Test
	void transactionMarkedForRollbackIsNamed() {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		TransactionTemplate transaction = transaction(pool, true);
		transaction.executeWithoutResult((status) -> {
			status.setRollbackOnly();
			assertThat(caller.state()).isEqualTo(State.ROLLBACK_ONLY);
		});
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> transaction.executeWithoutResult((outer) -> {
			transaction.executeWithoutResult(TransactionStatus::setRollbackOnly);
			assertThat(caller.state()).isEqualTo(State.ROLLBACK_ONLY);
		}));
	}

	@Test
	void transactionMarkedForRollbackByParticipantIsNamedWithoutListenerToo() {
		HikariDataSource pool = pool(true);
		TransactionTemplate transaction = transaction(pool, false);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> transaction.executeWithoutResult((outer) -> {
			transaction.executeWithoutResult(TransactionStatus::setRollbackOnly);
			assertThat(caller(pool).state()).isEqualTo(State.ROLLBACK_ONLY);
		}));
	}

	@Test
	void actionsBeforeCommitRunInTheOrderOfTheirKeysWithinTheTransaction() {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		transaction(pool, true).executeWithoutResult((status) -> {
			beforeCommit(() -> caller.beforeCommit(new UUID(0, 0), () -> this.log.add("0 by a callback")));
			for (int key : new int[] { 3, 1, 2, 1 }) {
				caller.beforeCommit(new UUID(key, 0), () -> this.log.add(key + " " + caller.state()));
			}
			assertThat(this.log).isEmpty();
		});
		assertThat(this.log).containsExactly("0 by a callback", "1 ACTIVE", "1 ACTIVE", "2 ACTIVE", "3 ACTIVE");
	}

	@Test
	void actionAddedByAnActionOrAfterThemAllRunsToo() {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		transaction(pool, true).executeWithoutResult((status) -> {
			caller.beforeCommit(new UUID(5, 0),
					() -> caller.beforeCommit(new UUID(1, 0), () -> this.log.add("by an action")));
			beforeCommit(() -> caller.beforeCommit(new UUID(2, 0), () -> this.log.add("late")));
		});
		assertThat(this.log).containsExactlyInAnyOrder("by an action", "late");
	}

	@Test
	void actionBeforeCommitThatFailsRollsBack() {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		JdbcTemplate jdbc = new JdbcTemplate(pool);
		jdbc.execute("create table t (a int)");
		assertThatIllegalStateException().isThrownBy(() -> transaction(pool, true).executeWithoutResult((status) -> {
			jdbc.update("insert into t values (1)");
			caller.beforeCommit(new UUID(1, 0), () -> {
				throw new IllegalStateException("refused");
			});
			caller.afterCommit(() -> this.log.add("never"));
		})).withMessage("refused");
		assertThat(jdbc.queryForObject("select count(*) from t", Integer.class)).isZero();
		assertThat(this.log).isEmpty();
	}

	@Test
	void actionAfterCommitThatFailsStopsNeitherTheOthersNorTheCaller() {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		transaction(pool, true).executeWithoutResult((status) -> {
			caller.afterCommit(() -> this.log.add("one"));
			caller.afterCommit(() -> {
				throw new IllegalArgumentException("broken");
			});
			caller.afterCommit(() -> this.log.add("two"));
		});
		assertThat(this.log).containsExactly("one", "two");
	}

	@Test
	void callbackOfSomebodyElseThatFailsStopsNoAction() {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		assertThatIllegalStateException().isThrownBy(() -> transaction(pool, true).executeWithoutResult((status) -> {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCommit() {
					throw new IllegalStateException("theirs");
				}
			});
			caller.afterCommit(() -> this.log.add("ours"));
		})).withMessage("theirs");
		assertThat(this.log).containsExactly("ours");
	}

	@Test
	void rollbackRunsNothing() {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		transaction(pool, true).executeWithoutResult((status) -> {
			caller.beforeCommit(new UUID(1, 0), () -> this.log.add("before"));
			caller.afterCommit(() -> this.log.add("after"));
			status.setRollbackOnly();
		});
		assertThat(this.log).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void rollbackToSavepointDropsWhatWasAddedSince(boolean usedBefore) {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction caller = caller(pool);
		TransactionTemplate nested = transaction(pool, true);
		nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
		transaction(pool, true).executeWithoutResult((outer) -> {
			if (usedBefore) {
				add(caller, 1);
			}
			nested.executeWithoutResult((inner) -> {
				add(caller, 2);
				inner.setRollbackOnly();
			});
			nested.executeWithoutResult((inner) -> add(caller, 3));
		});
		assertThat(this.log).isEqualTo(
				usedBefore ? List.of("before 1", "before 3", "after 1", "after 3") : List.of("before 3", "after 3"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void transactionsOneAfterAnotherHaveNothingInCommon(boolean listener) {
		HikariDataSource pool = pool(false);
		SpringCallerTransaction caller = caller(pool);
		for (int i = 1; i <= 3; i++) {
			int key = i;
			transaction(pool, listener).executeWithoutResult((status) -> {
				assertThat(caller.state()).isEqualTo(State.ACTIVE);
				add(caller, key);
			});
			assertThat(caller.state()).isEqualTo(State.NONE);
		}
		assertThat(this.log).containsExactly("before 1", "after 1", "before 2", "after 2", "before 3", "after 3");
	}

	@Test
	void twoEnginesInOneTransactionKeepTheirActionsApart() {
		HikariDataSource pool = pool(true);
		SpringCallerTransaction one = caller(pool);
		SpringCallerTransaction two = caller(pool);
		transaction(pool, true).executeWithoutResult((status) -> {
			add(one, 1);
			add(two, 2);
			assertThat(List.of(one.state(), two.state())).containsOnly(State.ACTIVE);
		});
		assertThat(this.log).containsExactlyInAnyOrder("before 1", "before 2", "after 1", "after 2");
	}

	@Test
	void actionWithoutTransactionIsRefused() {
		SpringCallerTransaction caller = caller(pool(true));
		assertThatIllegalStateException().isThrownBy(() -> caller.afterCommit(() -> this.log.add("never")));
		assertThatIllegalStateException().isThrownBy(() -> caller.beforeCommit(new UUID(0, 0), () -> {
		}));
	}

	private void add(SpringCallerTransaction caller, int key) {
		caller.beforeCommit(new UUID(key, 0), () -> this.log.add("before " + key));
		caller.afterCommit(() -> this.log.add("after " + key));
	}

	private void onCompletion(String name, SpringCallerTransaction caller) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCommit() {
				SpringCallerTransactionTests.this.log.add(name + " afterCommit " + caller.state());
			}

			@Override
			public void afterCompletion(int status) {
				SpringCallerTransactionTests.this.log.add(name + " afterCompletion " + caller.state());
			}
		});
	}

	private static void beforeCommit(Runnable action) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void beforeCommit(boolean readOnly) {
				action.run();
			}
		});
	}

	private HikariDataSource pool(boolean autoCommit) {
		HikariDataSource pool = TestDatabase.pool(TestDatabase.H2.newUrl(), autoCommit);
		this.pools.add(pool);
		return pool;
	}

	private static SpringCallerTransaction caller(DataSource dataSource) {
		return new SpringCallerTransaction(new CallerDataSource(dataSource));
	}

	private static TransactionTemplate transaction(DataSource dataSource, boolean listener) {
		DataSourceTransactionManager manager = new DataSourceTransactionManager(dataSource);
		if (listener) {
			manager.addListener(new CallerTransactionListener());
		}
		return new TransactionTemplate(manager);
	}

}
