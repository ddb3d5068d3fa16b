package dev.workflows.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import dev.workflows.store.WorkflowStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConnectionsTests {

	@Test
	void whatFailsBeforeTheCommitWasSentIsNotApplied() {
		try (HikariDataSource pool = TestDatabase.H2.newPoolWithTables()) {
			AtomicReference<String> fault = new AtomicReference<>("");
			WorkflowStore store = JdbcStore.open(pool, failing(pool, fault)).store();
			for (String method : List.of("getConnection", "setAutoCommit", "prepareStatement")) {
				fault.set(method);
				assertThatExceptionOfType(StoreUnavailableException.class).as(method)
					.isThrownBy(() -> store.create(UUID.randomUUID(), 0, StoreTestSupport.instances(1)))
					.matches((ex) -> ex.applied() == Applied.NO);
			}
			fault.set("");
			assertThat(store.nextDue(List.of("mail"))).isEmpty();
		}
	}

	@Test
	void aCommitWhoseReplyIsLostMayHaveBeenAppliedAndIsRecognisedWhenRepeated() {
		try (HikariDataSource pool = TestDatabase.H2.newPoolWithTables()) {
			AtomicReference<String> fault = new AtomicReference<>("");
			WorkflowStore store = JdbcStore.open(pool, failing(pool, fault)).store();
			NewInstance instance = StoreTestSupport.instance("{}");
			fault.set("commit");
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> store.create(UUID.randomUUID(), 0, List.of(instance)))
				.matches((ex) -> ex.applied() == Applied.UNKNOWN);
			fault.set("");
			assertThat(store.nextDue(List.of("mail"))).isPresent();
			assertThat(store.create(UUID.randomUUID(), 0, List.of(instance)))
				.containsExactly(new CreateResult.Created(null));
		}
	}

	/** Or the pool would keep a connection that holds the only write lock. */
	@Test
	void aTransactionThatCannotBeRolledBackEndsWithItsConnection() throws SQLException {
		try (HikariDataSource pool = TestDatabase.SQLITE.newPoolWithTables();
				Connection other = DriverManager.getConnection(pool.getJdbcUrl());
				Statement statement = other.createStatement()) {
			AtomicReference<String> fault = new AtomicReference<>("");
			Connections connections = new Connections(pool, failing(pool, fault),
					SqliteDialect.open(other, false, null));
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> connections.transaction("fail", (statements) -> {
					// SQLite rolls back by a statement
					fault.set("createStatement");
					throw new SQLException("no space left", "53100");
				}));
			statement.execute("pragma busy_timeout = 0");
			assertThatCode(() -> statement.execute("begin immediate")).doesNotThrowAnyException();
		}
	}

	/** Not on SQLite, whose only writer would be the caller. */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
	void engineWorkNeverJoinsTheCallersTransactionEvenThroughAProxy(TestDatabase database) {
		try (HikariDataSource pool = TestDatabase.withTables(TestDatabase.pool(database.newUrl(), true))) {
			DataSource proxy = new TransactionAwareDataSourceProxy(pool);
			WorkflowStore store = JdbcStore.open(proxy, proxy).store();
			NewInstance instance = StoreTestSupport.instance("{}");
			TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
			transaction.executeWithoutResult((status) -> {
				store.create(UUID.randomUUID(), 0, List.of(instance));
				status.setRollbackOnly();
			});
			assertThat(store.nextDue(List.of("mail"))).isPresent();
		}
	}

	@ParameterizedTest
	@EnumSource
	void joinedWorkLivesAndDiesWithTheCallersTransaction(TestDatabase database) {
		try (HikariDataSource pool = TestDatabase.withTables(TestDatabase.pool(database.newUrl(), true))) {
			WorkflowStore store = JdbcStore.open(pool, pool).store();
			NewInstance instance = StoreTestSupport.instance("{}");
			ControlRequest terminate = new ControlRequest(Verb.TERMINATE, "mail", instance.id());
			TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
			transaction.executeWithoutResult((status) -> {
				assertThat(store.createJoined(instance)).isEqualTo(new CreateResult.Created(null));
				status.setRollbackOnly();
			});
			assertThat(store.nextDue(List.of("mail"))).isEmpty();
			transaction.executeWithoutResult((status) -> {
				store.createJoined(instance);
				// a duplicate must not end the caller's transaction
				assertThat(store.createJoined(
						new NewInstance(UUID.randomUUID(), "mail", instance.id(), null, "1".repeat(64), "api")))
					.isInstanceOf(CreateResult.Existing.class);
			});
			assertThat(store.nextDue(List.of("mail"))).isPresent();
			transaction.executeWithoutResult((status) -> store.controlJoined(terminate));
			assertThat(store.nextDue(List.of("mail"))).isEmpty();
		}
	}

	/** Fails when the named method is called; a commit fails after it was done. */
	private static DataSource failing(DataSource target, AtomicReference<String> fault) {
		return new AbstractDataSource() {

			@Override
			public Connection getConnection() throws SQLException {
				failIf(fault, "getConnection");
				Connection connection = target.getConnection();
				return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
						new Class<?>[] { Connection.class }, (proxy, method, args) -> {
							if (!method.getName().equals("commit")) {
								failIf(fault, method.getName());
							}
							try {
								Object result = method.invoke(connection, args);
								failIf(fault, method.getName());
								return result;
							}
							catch (InvocationTargetException ex) {
								throw ex.getTargetException();
							}
						});
			}

			@Override
			public Connection getConnection(String username, String password) throws SQLException {
				return getConnection();
			}

		};
	}

	private static void failIf(AtomicReference<String> fault, String method) throws SQLException {
		if (fault.get().equals(method)) {
			throw new SQLException("lost", "08006");
		}
	}

}
