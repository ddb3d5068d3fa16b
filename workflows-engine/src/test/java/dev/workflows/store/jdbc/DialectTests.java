package dev.workflows.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.store.StoreTraits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DialectTests {

	@Test
	void h2IsToldApartByItsUrl() {
		assertThat(H2Dialect.traits("jdbc:h2:mem:x")).isEqualTo(new StoreTraits("H2", true, false, true));
		assertThat(H2Dialect.traits("jdbc:h2:file:/x")).isEqualTo(new StoreTraits("H2", true, true, false));
		assertThat(H2Dialect.traits("jdbc:h2:~/x")).isEqualTo(new StoreTraits("H2", true, true, false));
		assertThat(H2Dialect.traits("jdbc:h2:async:~/x")).isEqualTo(new StoreTraits("H2", true, true, true));
		assertThat(H2Dialect.traits("jdbc:h2:retry:~/x")).isEqualTo(new StoreTraits("H2", true, true, true));
		assertThat(H2Dialect.traits("jdbc:h2:tcp://127.0.0.1/~/x")).isEqualTo(new StoreTraits("H2", false, true, true));
		assertThat(H2Dialect.traits("jdbc:h2:ssl://127.0.0.1/mem:x"))
			.isEqualTo(new StoreTraits("H2", false, false, true));
	}

	@Test
	void h2WritesEachCommitAtOnceAfterItWasOpened(@TempDir Path folder) throws SQLException {
		try (HikariDataSource pool = TestDatabase.pool("jdbc:h2:file:" + folder.resolve("x"), true)) {
			TestDatabase.withTables(pool);
			JdbcStore.open(pool, pool);
			assertThat(ask(pool,
					"select setting_value from information_schema.settings " + "where setting_name = 'WRITE_DELAY'"))
				.isEqualTo("0");
		}
	}

	@Test
	void sqliteIsOpenedWithItsWriteAheadLog(@TempDir Path folder) throws SQLException {
		try (HikariDataSource pool = TestDatabase.pool("jdbc:sqlite:" + folder.resolve("x.db"), true)) {
			TestDatabase.withTables(pool);
			assertThat(JdbcStore.open(pool, pool).store().traits())
				.isEqualTo(new StoreTraits("SQLite", true, true, true));
			assertThat(ask(pool, "pragma journal_mode")).isEqualTo("wal");
		}
	}

	@Test
	void sqliteInMemoryIsRefusedWhereEachConnectionHasADatabaseOfItsOwn() {
		try (HikariDataSource application = TestDatabase.pool("jdbc:sqlite::memory:", true);
				HikariDataSource engine = TestDatabase.pool("jdbc:sqlite::memory:", true)) {
			assertThatExceptionOfType(SchemaException.class).isThrownBy(() -> JdbcStore.open(application, engine))
				.withMessageContaining("in memory");
			assertThat(JdbcStore.open(application, application).store().traits().durable()).isFalse();
		}
	}

	@Test
	void oldSqliteIsRecognised() {
		assertThat(SqliteDialect.isOlder("3.50.3")).isTrue();
		assertThat(SqliteDialect.isOlder("3.51.2")).isTrue();
		assertThat(SqliteDialect.isOlder("3.51.3")).isFalse();
		assertThat(SqliteDialect.isOlder("3.53.4")).isFalse();
	}

	private static String ask(HikariDataSource pool, String sql) throws SQLException {
		try (Connection connection = pool.getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getString(1);
		}
	}

}
