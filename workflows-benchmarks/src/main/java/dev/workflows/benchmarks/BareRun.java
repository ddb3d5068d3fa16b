package dev.workflows.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.runtime.SystemEngineClock;
import dev.workflows.runtime.SystemEngineIds;

/**
 * The load through a bare loop on one connection: what the store could do if an engine
 * cost nothing.
 */
final class BareRun {

	private final StoreConnections connections;

	private final BareStatements statements;

	private final Load load;

	private final SystemEngineIds ids = new SystemEngineIds(new SystemEngineClock());

	BareRun(StoreConnections connections, BareStatements statements, Load load) {
		this.connections = connections;
		this.statements = statements;
		this.load = load;
	}

	double stepsPerSecond() throws SQLException {
		UUID owner = this.ids.next();
		try (Connection connection = this.connections.engine().getConnection()) {
			connection.setAutoCommit(false);
			long started = System.nanoTime();
			for (int wave = 0; wave < this.load.waves(); wave++) {
				runWave(connection, owner);
			}
			long nanos = System.nanoTime() - started;
			this.connections.requireWritten(this.load);
			return this.load.stepsInAll() / (nanos / 1e9);
		}
	}

	private void runWave(Connection connection, UUID owner) throws SQLException {
		List<List<UUID>> groups = new ArrayList<>();
		for (int made = 0; made < this.load.instances(); made += this.load.group()) {
			List<UUID> keys = new ArrayList<>();
			for (int i = made; i < Math.min(made + this.load.group(), this.load.instances()); i++) {
				keys.add(this.ids.next());
			}
			groups.add(keys);
			this.statements.create(connection, owner, keys);
			connection.commit();
		}
		for (int step = 0; step < this.load.steps(); step++) {
			for (List<UUID> keys : groups) {
				this.statements.step(connection, step, keys);
				connection.commit();
			}
		}
		for (List<UUID> keys : groups) {
			this.statements.complete(connection, keys);
			connection.commit();
		}
	}

}
