package dev.workflows.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * The statements of a bare loop: the rows that the engine writes for the same load, each
 * group in one transaction, and nothing else.
 */
interface BareStatements {

	/** What the engine stores as the options in force of a step with the defaults. */
	String OPTIONS = "{\"retries\":{\"limit\":5,\"delay\":10000,\"backoff\":\"exponential\",\"maxDelay\":3600000,"
			+ "\"jitter\":0.0},\"timeout\":600000}";

	void create(Connection connection, UUID owner, List<UUID> keys) throws SQLException;

	/** Locks the instances, then inserts one step of each. */
	void step(Connection connection, int step, List<UUID> keys) throws SQLException;

	void complete(Connection connection, List<UUID> keys) throws SQLException;

}
