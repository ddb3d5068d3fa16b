package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.ControlResult;
import org.jspecify.annotations.Nullable;

/**
 * Carries out wishes about one instance under its lock.
 */
final class Controls {

	private static final String LOCK = """
			select instance_key, status, fence from workflow_instance where workflow = ? and id = ?""";

	private static final String TERMINATE = """
			update workflow_instance set status = 'terminated', owner = null, fence = fence + 1, due_at = null,
				ended_at = {now}
			where instance_key = ?""";

	private static final String RESTART = """
			update workflow_instance set status = 'queued', owner = null, fence = fence + 1, run = run + 1,
				due_at = {now}, crash_count = 0, paused_total = 0, output = null, error = null, started_at = null,
				ended_at = null
			where instance_key = ?""";

	private static final String DELETE = "delete from workflow_instance where instance_key = ?";

	private static final String DROP_STEPS = "delete from workflow_step where instance_key = ?";

	private static final String DROP_ATTEMPTS = "delete from workflow_attempt where instance_key = ?";

	private final Connections connections;

	private final Dialect dialect;

	Controls(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
	}

	ControlResult control(ControlRequest request) {
		return this.connections.transaction("control an instance", (statements) -> control(statements, request));
	}

	ControlResult controlJoined(ControlRequest request) {
		return this.connections.joined("control an instance", (statements) -> control(statements, request));
	}

	private ControlResult control(Statements statements, ControlRequest request) throws SQLException {
		Target target = lock(statements, request);
		if (target == null) {
			return new ControlResult.Missing();
		}
		return switch (request.verb()) {
			case TERMINATE -> terminate(statements, target);
			case RESTART -> restart(statements, target);
			case DELETE -> delete(statements, target);
		};
	}

	private @Nullable Target lock(Statements statements, ControlRequest request) throws SQLException {
		Bind lock = statements.bind(LOCK + this.dialect.lock()).text(request.workflow()).text(request.id());
		try (ResultSet row = lock.query()) {
			return row.next() ? new Target(Rows.uuid(row, 1), InstanceStatus.of(row.getString(2)), row.getLong(3))
					: null;
		}
	}

	private ControlResult terminate(Statements statements, Target target) throws SQLException {
		if (target.status() == InstanceStatus.TERMINATED) {
			return new ControlResult.Unchanged();
		}
		if (target.status().isFinished()) {
			return new ControlResult.Refused(target.status());
		}
		statements.bind(this.dialect.sql(TERMINATE)).uuid(target.key()).update();
		return target.done();
	}

	private ControlResult restart(Statements statements, Target target) throws SQLException {
		drop(statements, target);
		statements.bind(this.dialect.sql(RESTART)).uuid(target.key()).update();
		return target.done();
	}

	private static ControlResult delete(Statements statements, Target target) throws SQLException {
		if (!target.status().isFinished()) {
			return new ControlResult.Refused(target.status());
		}
		drop(statements, target);
		statements.bind(DELETE).uuid(target.key()).update();
		return target.done();
	}

	private static void drop(Statements statements, Target target) throws SQLException {
		statements.bind(DROP_ATTEMPTS).uuid(target.key()).update();
		statements.bind(DROP_STEPS).uuid(target.key()).update();
	}

	/** The instance, locked. */
	private record Target(UUID key, InstanceStatus status, long fence) {

		ControlResult done() {
			return new ControlResult.Done(this.key, this.fence + 1);
		}

	}

}
