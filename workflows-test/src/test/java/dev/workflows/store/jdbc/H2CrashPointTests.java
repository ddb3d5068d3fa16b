package dev.workflows.store.jdbc;

import java.util.List;

import dev.workflows.crashpoints.CrashPointTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class H2CrashPointTests extends CrashPointTests {

	@RegisterExtension
	static final JdbcCrashStore one = new JdbcCrashStore(StoreDatabase.h2File());

	@RegisterExtension
	static final JdbcCrashStore other = new JdbcCrashStore(StoreDatabase.h2File());

	@Override
	protected List<JdbcCrashStore> stores() {
		return List.of(one, other);
	}

	@Override
	protected int leastCalls() {
		return 140;
	}

	@Override
	protected int leastRepeated() {
		return 10;
	}

}
