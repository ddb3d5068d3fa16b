package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.store.CallerTransaction.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SpringCallerTransactionTests extends CallerTransactionFixture {

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

}
