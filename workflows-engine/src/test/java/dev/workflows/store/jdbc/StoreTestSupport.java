package dev.workflows.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.StepKind;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import dev.workflows.store.WorkflowStore;

/**
 * A store with pools of its own for the application and the engine, and one node.
 */
final class StoreTestSupport implements AutoCloseable {

	final HikariDataSource application;

	final HikariDataSource engine;

	final WorkflowStore store;

	final UUID node = UUID.randomUUID();

	StoreTestSupport(TestDatabase database) {
		String url = database.newUrl();
		this.application = TestDatabase.withTables(TestDatabase.pool(url, true));
		this.engine = TestDatabase.pool(url, true);
		this.store = JdbcStore.open(this.application, this.engine).store();
		this.store.registerNode(this.node, "this", 30_000);
	}

	List<Claimed> createClaimed(int count) {
		List<Claimed> claimed = new ArrayList<>();
		for (CreateResult result : this.store.create(this.node, count, instances(count))) {
			claimed.add(((CreateResult.Created) result).claimed());
		}
		return claimed;
	}

	void createQueued(int count) {
		this.store.create(this.node, 0, instances(count));
	}

	List<Claimed> claim(int limit) {
		return this.store.claim(new ClaimRequest(this.node, limit, List.of("mail")));
	}

	static List<NewInstance> instances(int count) {
		return IntStream.range(0, count).mapToObj((i) -> instance("{}")).toList();
	}

	static NewInstance instance(String params) {
		UUID key = UUID.randomUUID();
		return new NewInstance(key, "mail", key.toString(), params, "0".repeat(64), "api");
	}

	static StepKey run(String name) {
		return new StepKey("", StepKind.RUN, name, 1);
	}

	static StepWrite ended(String name, String output) {
		return new StepWrite.Ended(run(name), 1, "{}", null, 1, 5, true, output, null);
	}

	static AttemptWrite failed(String name, int attempt) {
		return new AttemptWrite.Failed(run(name), 1, attempt, "{}", null, 5, "{}", 1_000L);
	}

	static Commit step(Claimed claimed, String name, String output) {
		return commit(claimed, ended(name, output), null);
	}

	static Commit commit(Claimed claimed, StepWrite step, AttemptWrite attempt) {
		return new Commit(claimed.key(), claimed.fence(), UUID.randomUUID(), step, attempt, List.of(), Transition.STAY,
				claimed.signal(), false);
	}

	@Override
	public void close() {
		this.engine.close();
		this.application.close();
	}

}
