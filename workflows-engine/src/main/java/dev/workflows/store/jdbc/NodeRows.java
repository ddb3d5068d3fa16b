package dev.workflows.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.store.NodeState;

/**
 * The rows of the nodes: a node whose row is gone is dead.
 */
final class NodeRows {

	private static final String EXPEL = "delete from workflow_node where process <> ?";

	private static final String REENTER = """
			update workflow_node set process = ?, heartbeat = 0, lease_until = {now} + ? where owner = ?""";

	private static final String ENTER = """
			insert into workflow_node (owner, process, heartbeat, lease_until, registered_at)
			values (?, ?, 0, {now} + ?, {now})""";

	private static final String RENEW = """
			update workflow_node set heartbeat = heartbeat + 1, lease_until = {now} + ? where owner = ?""";

	private static final String LIST = """
			select owner, heartbeat, case when lease_until <= {now} then 1 else 0 end from workflow_node order by owner""";

	private static final String REMOVE = """
			delete from workflow_node where owner = ? and heartbeat = ? and lease_until <= {now}""";

	private final Connections connections;

	private final Dialect dialect;

	NodeRows(Connections connections, Dialect dialect) {
		this.connections = connections;
		this.dialect = dialect;
	}

	void register(UUID owner, String process, long leaseMillis) {
		this.connections.transaction("register the node", (statements) -> {
			if (this.dialect.traits().embedded()) {
				statements.bind(EXPEL).text(process).update();
			}
			Bind again = statements.bind(this.dialect.sql(REENTER)).text(process).number(leaseMillis).uuid(owner);
			if (again.update() == 0) {
				statements.bind(this.dialect.sql(ENTER)).uuid(owner).text(process).number(leaseMillis).update();
			}
			return true;
		});
	}

	boolean renew(UUID owner, long leaseMillis) {
		return this.connections.write("renew the node's lease",
				(statements) -> statements.bind(this.dialect.sql(RENEW)).number(leaseMillis).uuid(owner).update() == 1);
	}

	List<NodeState> list() {
		return this.connections.read("list the nodes", (statements) -> {
			List<NodeState> nodes = new ArrayList<>();
			try (ResultSet row = statements.bind(this.dialect.sql(LIST)).query()) {
				while (row.next()) {
					nodes.add(new NodeState(Rows.uuid(row, 1), row.getLong(2), row.getInt(3) == 1));
				}
			}
			return nodes;
		});
	}

	boolean remove(UUID owner, long heartbeat) {
		return this.connections.write("remove the node",
				(statements) -> statements.bind(this.dialect.sql(REMOVE)).uuid(owner).number(heartbeat).update() == 1);
	}

	/**
	 * Holds on to a node's row until the transaction ends.
	 * @return {@code false} if it is gone
	 */
	static boolean hold(Statements statements, Dialect dialect, UUID owner) throws SQLException {
		String sql = "select owner from workflow_node where owner = ?" + dialect.lockNode();
		try (ResultSet row = statements.bind(sql).uuid(owner).query()) {
			return row.next();
		}
	}

}
