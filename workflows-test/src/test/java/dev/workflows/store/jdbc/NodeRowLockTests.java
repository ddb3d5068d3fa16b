package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.workflows.store.ClaimRequest;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import dev.workflows.store.WorkflowStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever sets an owner holds on to the owner's node row: else a node could take
 * instances after the others have declared it dead and have freed all that it had.
 */
abstract class NodeRowLockTests {

	private final UUID node = UUID.randomUUID();

	private WorkflowStore store;

	abstract StoreDatabase database();

	/** Counts what waits for a lock. */
	abstract String waiting();

	@BeforeEach
	void registerNode() {
		database().fixture().reset();
		this.store = database().fixture().store();
		this.store.registerNode(this.node, "process", 1_000);
	}

	@Test
	void nodeThatIsBeingDeclaredDeadClaimsNothing() throws SQLException {
		this.store.create(this.node, 0, List.of(instance()));
		ClaimRequest request = new ClaimRequest(this.node, 1, List.of("orders"));
		assertThat(whileDying(() -> this.store.claim(request))).isEmpty();
	}

	@Test
	void nodeThatIsBeingDeclaredDeadCreatesWithoutOwning() throws SQLException {
		assertThat(whileDying(() -> this.store.create(this.node, 1, List.of(instance()))))
			.containsExactly(new CreateResult.Created(null));
	}

	/**
	 * Does work that begins after the node's row is deleted, and ends after that is
	 * committed: only who waits for the row sees that it is gone.
	 */
	private <T> T whileDying(Supplier<T> work) throws SQLException {
		try (Connection connection = database().application().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.executeUpdate("delete from workflow_node where owner = '" + this.node + "'");
			CompletableFuture<T> result = CompletableFuture.supplyAsync(work);
			boolean waits = false;
			while (!waits && !result.isDone()) {
				try (ResultSet row = statement.executeQuery(waiting())) {
					waits = row.next() && row.getInt(1) > 0;
				}
			}
			connection.commit();
			return result.orTimeout(60, TimeUnit.SECONDS).join();
		}
	}

	private static NewInstance instance() {
		return new NewInstance(UUID.randomUUID(), "orders", "a", "{}", "a".repeat(64), "api");
	}

}
