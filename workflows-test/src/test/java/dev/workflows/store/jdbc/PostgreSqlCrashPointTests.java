package dev.workflows.store.jdbc;

import java.util.List;

import dev.workflows.crashpoints.CrashPointTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgreSqlCrashPointTests extends CrashPointTests {

	@RegisterExtension
	static final JdbcCrashStore one = new JdbcCrashStore(StoreDatabase.postgreSql());

	@RegisterExtension
	static final JdbcCrashStore other = new JdbcCrashStore(StoreDatabase.postgreSql());

	@Override
	protected List<JdbcCrashStore> stores() {
		return List.of(one, other);
	}

	@Override
	protected int leastCalls() {
		return 80;
	}

	@Override
	protected int leastRepeated() {
		return 5;
	}

}
