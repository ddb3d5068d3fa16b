package dev.workflows.store.jdbc;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.store.StoreRejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import static org.assertj.core.api.Assertions.assertThat;

class SqlErrorsTests {

	private static final String SECRET = "4111-1111-1111-1111";

	/**
	 * The second column is what a lost reply leaves: NO where the error itself undoes.
	 */
	@ParameterizedTest
	@CsvSource(textBlock = """
			08000, UNKNOWN
			08001, NO
			08003, UNKNOWN
			08004, NO
			08006, UNKNOWN
			08007, UNKNOWN
			08P01, UNKNOWN
			0A000, NO
			21000, NO
			25006, NO
			25P02, NO
			25P03, UNKNOWN
			25P04, UNKNOWN
			26000, NO
			28000, NO
			28P01, NO
			3D000, NO
			3F000, NO
			40001, NO
			40002, NO
			40003, UNKNOWN
			40P01, NO
			42501, NO
			42601, NO
			42703, NO
			42P01, NO
			42S02, NO
			42S22, NO
			53000, NO
			53100, NO
			53200, NO
			53300, NO
			53400, NO
			55006, NO
			55P03, NO
			57014, NO
			57P01, UNKNOWN
			57P02, UNKNOWN
			57P03, NO
			58030, UNKNOWN
			90007, UNKNOWN
			90020, NO
			90028, UNKNOWN
			90031, UNKNOWN
			90067, UNKNOWN
			90097, NO
			90098, UNKNOWN
			90121, UNKNOWN
			90131, NO
			HYT00, NO
			HY000, UNKNOWN
			XX000, UNKNOWN
			XX001, UNKNOWN
			""")
	void stateOfTheDatabaseIsUnavailableAndNeverRejected(String state, Applied lost) {
		SQLException ex = new SQLException(SECRET, state, 7);
		assertUnavailable(SqlErrors.translate("commit", ex, false), Applied.NO);
		RuntimeException translated = SqlErrors.translate("commit", ex, true);
		assertUnavailable(translated, lost);
		assertThat(translated).hasMessageContaining(state)
			.hasMessageContaining("could not commit")
			.message()
			.doesNotContain(SECRET);
	}

	@ParameterizedTest
	@CsvSource({ "22001", "22003", "22021", "22P02", "22P05", "23502", "23505", "23514", "54000" })
	void badDataIsRejectedAndNotShown(String state) {
		SQLException ex = new SQLException("Key (id)=(" + SECRET + ") already exists", state, 7);
		for (boolean mayHaveBeenApplied : new boolean[] { false, true }) {
			RuntimeException translated = SqlErrors.translate("create", ex, mayHaveBeenApplied);
			assertThat(translated).isInstanceOf(StoreRejectedException.class).hasMessageContaining(state);
			assertThat(printed(translated)).doesNotContain(SECRET);
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			SQLITE_BUSY, NO
			SQLITE_BUSY_SNAPSHOT, NO
			SQLITE_LOCKED, NO
			SQLITE_FULL, NO
			SQLITE_READONLY, NO
			SQLITE_READONLY_DBMOVED, NO
			SQLITE_CANTOPEN, NO
			SQLITE_NOTADB, NO
			SQLITE_NOMEM, NO
			SQLITE_INTERRUPT, NO
			SQLITE_ERROR, NO
			SQLITE_SCHEMA, NO
			SQLITE_MISUSE, NO
			SQLITE_IOERR, UNKNOWN
			SQLITE_IOERR_FSYNC, UNKNOWN
			SQLITE_CORRUPT, UNKNOWN
			SQLITE_CORRUPT_INDEX, UNKNOWN
			SQLITE_INTERNAL, UNKNOWN
			""")
	void codeOfSqliteIsUnavailable(SQLiteErrorCode code, Applied lost) {
		SQLiteException ex = new SQLiteException("[" + code + "]", code);
		assertUnavailable(SqlErrors.translate("commit", ex, false), Applied.NO);
		assertUnavailable(SqlErrors.translate("commit", ex, true), lost);
	}

	@ParameterizedTest
	@EnumSource(names = { "SQLITE_CONSTRAINT", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE",
			"SQLITE_CONSTRAINT_NOTNULL", "SQLITE_CONSTRAINT_DATATYPE", "SQLITE_TOOBIG", "SQLITE_MISMATCH" })
	void badDataOnSqliteIsRejected(SQLiteErrorCode code) {
		assertThat(SqlErrors.translate("create", new SQLiteException(SECRET, code), true))
			.isInstanceOf(StoreRejectedException.class);
	}

	@Test
	void poolWithoutConnectionAppliedNothing() {
		SQLException ex = new SQLTransientConnectionException("pool - Connection is not available");
		assertUnavailable(SqlErrors.translate("claim", ex, false), Applied.NO);
		assertThat(SqlErrors.isInfrastructure(ex)).isTrue();
		SQLException caused = new SQLTransientConnectionException("pool", null, new SQLException("down", "57P03"));
		assertThat(SqlErrors.translate("claim", caused, false)).hasMessageContaining("57P03");
	}

	@Test
	void errorWithoutAnyCodeIsUnknownOnceItMayHaveBeenApplied() {
		assertUnavailable(SqlErrors.translate("commit", new SQLTimeoutException("?"), true), Applied.UNKNOWN);
		assertUnavailable(SqlErrors.translate("commit", new SQLException((String) null), false), Applied.NO);
	}

	@Test
	void batchSaysWhatItsCauseSays() {
		BatchUpdateException batch = new BatchUpdateException(SECRET, null, 0, new int[0]);
		batch.setNextException(new SQLException(SECRET, "23505"));
		RuntimeException translated = SqlErrors.translate("create", batch, true);
		assertThat(translated).isInstanceOf(StoreRejectedException.class).hasMessageContaining("23505");
		assertThat(printed(translated)).doesNotContain(SECRET);
	}

	@ParameterizedTest
	@EnumSource
	void whatTheDatabaseReallySaysOfDuplicateIsRejectedWithoutTheValue(TestDatabase database) throws SQLException {
		try (HikariDataSource pool = database.newPool()) {
			TestDatabase.execute(pool, "create table t (a varchar(20) primary key)");
			String insert = "insert into t values ('" + SECRET + "')";
			TestDatabase.execute(pool, insert);
			RuntimeException translated = SqlErrors.translate("insert", failure(pool, insert), true);
			assertThat(translated).isInstanceOf(StoreRejectedException.class);
			assertThat(printed(translated)).doesNotContain(SECRET);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatTheDatabaseReallySaysOfMissingTableIsUnavailable(TestDatabase database) {
		try (HikariDataSource pool = database.newPool()) {
			SQLException ex = failure(pool, "select '" + SECRET + "' from nowhere");
			RuntimeException translated = SqlErrors.translate("look", ex, true);
			assertUnavailable(translated, Applied.NO);
			assertThat(printed(translated)).doesNotContain(SECRET);
			assertThat(SqlErrors.isUndefinedTable(ex)).isTrue();
		}
	}

	@Test
	void aDatabaseThatTakesNoWritesIsToldApart() {
		for (String state : new String[] { "25006", "53100", "90097", "90100" }) {
			RuntimeException translated = SqlErrors.translate("create", new SQLException("no", state), true);
			assertUnavailable(translated, Applied.NO);
			assertThat(translated).hasMessageStartingWith("WF-1902: ");
		}
	}

	@Test
	void whatPostgresReallySaysOfTimeoutLockAndReadOnlyIsUnavailable() throws SQLException {
		try (HikariDataSource pool = TestDatabase.POSTGRESQL.newPool()) {
			TestDatabase.execute(pool, "create table t (a int)");
			assertUnavailable(real(pool, "57014", "set statement_timeout = 20", "select pg_sleep(5)"), Applied.NO);
			assertUnavailable(real(pool, "25006", "set default_transaction_read_only = on", "insert into t values (1)"),
					Applied.NO);
			try (Connection holder = pool.getConnection(); Statement statement = holder.createStatement()) {
				holder.setAutoCommit(false);
				statement.execute("lock table t");
				assertUnavailable(real(pool, "55P03", "set lock_timeout = 20", "select * from t"), Applied.NO);
				holder.rollback();
			}
		}
	}

	@Test
	void whatEmbeddedDatabasesReallySayOfLocksIsUnavailable() throws SQLException {
		try (HikariDataSource h2 = TestDatabase.pool(TestDatabase.H2.newUrl() + ";LOCK_TIMEOUT=20", true);
				HikariDataSource sqlite = TestDatabase
					.pool(TestDatabase.SQLITE.newUrl().replace("busy_timeout=10000", "busy_timeout=20"), true)) {
			for (HikariDataSource pool : new HikariDataSource[] { h2, sqlite }) {
				TestDatabase.execute(pool, "create table t (a int primary key)", "insert into t values (1)");
				try (Connection holder = pool.getConnection(); Statement statement = holder.createStatement()) {
					holder.setAutoCommit(false);
					statement.execute("update t set a = 2");
					SQLException ex = failure(pool, "update t set a = 3");
					assertThat(SqlErrors.reasonOf(ex)).isEqualTo(SqlErrors.Reason.LOCKED);
					holder.rollback();
				}
			}
		}
	}

	@Test
	void whatClosedDatabaseReallySaysMayHaveBeenApplied() throws SQLException {
		try (HikariDataSource pool = TestDatabase.H2.newPool()) {
			// left to the pool, as closing it fails too
			Connection connection = pool.getConnection();
			TestDatabase.execute(pool, "create table t (a int)");
			shutDown(pool);
			SQLException ex = failure(connection, "insert into t values (1)");
			assertUnavailable(SqlErrors.translate("commit", ex, true), Applied.UNKNOWN);
		}
	}

	/** Ends the connection that it is sent on as well, which some versions report. */
	private static void shutDown(HikariDataSource pool) {
		try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("shutdown immediately");
		}
		catch (SQLException ex) {
			assertThat(ex.getErrorCode()).isIn(90098, 90121);
		}
	}

	private static RuntimeException real(HikariDataSource pool, String state, String setting, String sql)
			throws SQLException {
		try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute(setting);
			SQLException ex = failure(connection, sql);
			pool.evictConnection(connection);
			assertThat(ex.getSQLState()).isEqualTo(state);
			return SqlErrors.translate("test", ex, true);
		}
	}

	private static SQLException failure(HikariDataSource pool, String sql) {
		try (Connection connection = pool.getConnection()) {
			return failure(connection, sql);
		}
		catch (SQLException ex) {
			throw new AssertionError(ex);
		}
	}

	private static SQLException failure(Connection connection, String sql) {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			return ex;
		}
		throw new AssertionError("did not fail: " + sql);
	}

	private static void assertUnavailable(RuntimeException ex, Applied applied) {
		assertThat(ex).isInstanceOfSatisfying(StoreUnavailableException.class,
				(unavailable) -> assertThat(unavailable.applied()).isEqualTo(applied));
	}

	private static String printed(Throwable ex) {
		StringWriter text = new StringWriter();
		ex.printStackTrace(new PrintWriter(text, true));
		return text.toString();
	}

}
