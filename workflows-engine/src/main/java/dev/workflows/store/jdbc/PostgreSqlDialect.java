package dev.workflows.store.jdbc;

import java.sql.SQLException;

import dev.workflows.store.StoreTraits;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, from version 13.
 */
final class PostgreSqlDialect implements Dialect {

	/**
	 * The clock, not the start of the transaction; rounded down, so that nothing is ever
	 * written in the future.
	 */
	private static final String NOW = "floor(extract(epoch from clock_timestamp()) * 1000)::bigint";

	private final String now;

	private final Sessions sessions;

	PostgreSqlDialect(boolean shared, @Nullable String now) {
		this.now = (now != null) ? now : NOW;
		this.sessions = new PostgreSqlSessions(shared);
	}

	@Override
	public StoreTraits traits() {
		return new StoreTraits("PostgreSQL", false, true, true);
	}

	@Override
	public Sessions sessions() {
		return this.sessions;
	}

	@Override
	public String now() {
		return this.now;
	}

	@Override
	public String skipLocked() {
		return " for no key update skip locked";
	}

	@Override
	public String lock() {
		return " for no key update";
	}

	/** A plain share lock would starve the renewals. */
	@Override
	public String lockNode() {
		return " for key share";
	}

	@Override
	public String ignoreDuplicate() {
		return " on conflict do nothing";
	}

	/** An error would end the transaction, so there must be none. */
	@Override
	public boolean isDuplicate(SQLException ex) {
		return false;
	}

	@Override
	public boolean keepsUuidAsText() {
		return false;
	}

	@Override
	public Claims claims(Connections connections) {
		return new ArrayClaims(connections, this);
	}

	@Override
	public CommitWriter commitWriter(Connections connections) {
		return new ArrayCommits(connections, this);
	}

	@Override
	public InstanceInserts instanceInserts(Connections connections) {
		return new ArrayInserts(connections, this);
	}

}
