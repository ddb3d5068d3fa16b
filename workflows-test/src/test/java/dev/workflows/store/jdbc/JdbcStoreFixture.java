package dev.workflows.store.jdbc;

import java.util.UUID;

import javax.sql.DataSource;

import dev.workflows.store.CallerTransaction;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.WorkflowStore;
import dev.workflows.test.contract.StoreFixture;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A real database under test, whose time is a row.
 */
final class JdbcStoreFixture implements StoreFixture, AutoCloseable {

	static final String NOW = "(select now_ms from workflow_test_clock)";

	private static final long START = 1_700_000_000_000L;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transactions;

	private final boolean uuidsAreText;

	private final JdbcStore opened;

	JdbcStoreFixture(DataSource application, DataSource engine) {
		new JdbcSchema(application).createOrMigrate();
		this.jdbc = new JdbcTemplate(application);
		this.jdbc.execute("create table workflow_test_clock (now_ms bigint not null)");
		this.jdbc.update("insert into workflow_test_clock values (?)", START);
		this.transactions = new TransactionTemplate(new JdbcTransactionManager(application));
		this.opened = JdbcStore.open(application, engine, NOW);
		this.uuidsAreText = this.opened.store().traits().name().startsWith("SQLite");
	}

	@Override
	public WorkflowStore store() {
		return this.opened.store();
	}

	@Override
	public InstanceQueries queries() {
		return this.opened.queries();
	}

	@Override
	public void reset() {
		for (String table : new String[] { "attempt", "step", "instance", "node" }) {
			this.jdbc.update("delete from workflow_" + table);
		}
	}

	@Override
	public long now() {
		return this.jdbc.queryForObject("select now_ms from workflow_test_clock", Long.class);
	}

	@Override
	public void advance(long millis) {
		this.jdbc.update("update workflow_test_clock set now_ms = now_ms + ?", millis);
	}

	@Override
	public void commit(Runnable work) {
		this.transactions.executeWithoutResult((status) -> work.run());
	}

	@Override
	public void rollBack(Runnable work) {
		this.transactions.executeWithoutResult((status) -> {
			status.setRollbackOnly();
			work.run();
		});
	}

	@Override
	public void setSignal(UUID instance, long signal) {
		set("signal_count", instance, signal);
	}

	@Override
	public void setPausedTotal(UUID instance, long millis) {
		set("paused_total", instance, millis);
	}

	@Override
	public void setStatus(UUID instance, String word) {
		set("status", instance, word);
	}

	CallerTransaction callers() {
		return this.opened.callerTransaction();
	}

	JdbcTemplate jdbc() {
		return this.jdbc;
	}

	@Override
	public void close() {
		this.opened.close();
	}

	private void set(String column, UUID instance, Object value) {
		Object key = this.uuidsAreText ? instance.toString() : instance;
		int changed = this.jdbc.update("update workflow_instance set " + column + " = ? where instance_key = ?", value,
				key);
		if (changed != 1) {
			throw new IllegalArgumentException("no instance " + instance);
		}
	}

}
