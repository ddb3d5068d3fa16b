package dev.workflows.store.jdbc;

import java.util.List;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.store.CallerTransaction.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TransactionActionsTests extends CallerTransactionFixture {

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

}
