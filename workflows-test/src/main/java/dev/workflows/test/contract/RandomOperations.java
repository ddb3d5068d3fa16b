package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.workflows.InstanceStatus;
import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;
import dev.workflows.store.Commit;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.CrashPolicy;
import dev.workflows.store.CreateResult;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.InstanceStory;
import dev.workflows.store.NewInstance;
import dev.workflows.store.NodeState;
import dev.workflows.store.Ownership;
import dev.workflows.store.StatusCount;
import org.jspecify.annotations.Nullable;

/**
 * Draws operations of all verbs, on few instances and nodes. What comes next depends on
 * what the model has answered, and on nothing else.
 */
final class RandomOperations {

	private static final List<String> WORKFLOWS = List.of("orders", "invoices", "unknown");

	private static final int IDS = 12;

	private static final int ALL = 1_000;

	private final Random random;

	private final RandomCommits commits;

	private final ModelFixture model;

	private final List<UUID> owners = new ArrayList<>();

	private final List<NewInstance> created = new ArrayList<>();

	private final List<Held> held = new ArrayList<>();

	private long keys;

	RandomOperations(Random random, ModelFixture model) {
		this.random = random;
		this.commits = new RandomCommits(random);
		this.model = model;
	}

	Operation next() {
		int dice = this.random.nextInt(100);
		if (this.owners.isEmpty() || dice < 4) {
			return node();
		}
		if (dice < 12) {
			long millis = this.random.nextInt(3) == 0 ? this.random.nextInt(4_000) : this.random.nextInt(50);
			return new Operation("advance " + millis, (fixture) -> advance(fixture, millis));
		}
		if (dice < 24) {
			return create();
		}
		if (dice < 38) {
			return claim();
		}
		if (dice < 68) {
			return commit();
		}
		if (dice < 76) {
			return control();
		}
		return (dice < 86) ? housekeeping() : (dice < 90) ? byHand() : read();
	}

	/** Compares everything that can be seen. */
	Operation lookAtEverything() {
		List<UUID> all = List.copyOf(this.owners);
		return new Operation("look at everything", (fixture) -> {
			List<Object> seen = new ArrayList<>();
			for (String workflow : WORKFLOWS) {
				for (InstanceRow row : fixture.queries().list(workflow, null, null, ALL)) {
					InstanceStory story = fixture.queries().story(workflow, row.id()).orElseThrow();
					seen.add(List.of(row, story, fixture.store().histories(List.of(row.key()), ALL)));
				}
			}
			all.forEach((owner) -> seen.add(owned(fixture, owner)));
			seen.add(nodes(fixture));
			seen.add(counts(fixture));
			return seen;
		});
	}

	private Operation node() {
		if (this.owners.isEmpty() || this.random.nextInt(3) == 0) {
			UUID owner = new UUID(this.random.nextLong(), this.random.nextLong());
			String process = "process" + this.random.nextInt(2);
			long lease = 500 + this.random.nextInt(3_000);
			this.owners.add(owner);
			return new Operation("registerNode " + owner + " " + process + " " + lease, (fixture) -> {
				fixture.store().registerNode(owner, process, lease);
				return nodes(fixture);
			});
		}
		UUID owner = anOwner();
		if (this.random.nextInt(3) == 0) {
			return new Operation("unregisterNode " + owner, (fixture) -> {
				fixture.store().unregisterNode(owner);
				return nodes(fixture);
			});
		}
		return new Operation("renewNode " + owner, (fixture) -> fixture.store().renewNode(owner, 1_000));
	}

	private Operation create() {
		UUID owner = anOwner();
		List<NewInstance> instances = new ArrayList<>();
		do {
			instances.add(instance());
		}
		while (this.random.nextBoolean());
		if (this.random.nextInt(4) == 0) {
			boolean commits = this.random.nextBoolean();
			NewInstance joined = instances.get(0);
			return new Operation("createJoined " + joined + (commits ? " commit" : " rollback"),
					(fixture) -> inTransaction(fixture, commits, () -> fixture.store().createJoined(joined)));
		}
		int claim = this.random.nextInt(3);
		return new Operation("create " + owner + " " + claim + " " + instances, (fixture) -> {
			List<CreateResult> results = fixture.store().create(owner, claim, instances);
			results.forEach((result) -> hold(fixture, owner,
					(result instanceof CreateResult.Created created) ? created.claimed() : null));
			return results;
		});
	}

	private NewInstance instance() {
		if (!this.created.isEmpty() && this.random.nextInt(5) == 0) {
			return this.created.get(this.random.nextInt(this.created.size()));
		}
		String params = this.random.nextInt(4) == 0 ? null : "\"" + this.random.nextInt(2) + "\"";
		UUID key = new UUID(0x0190_0000_0000_7000L + (++this.keys << 16), 0x8000_0000_0000_0002L);
		NewInstance instance = new NewInstance(key, aWorkflow(), anId(), params,
				StoreContract.hash((params != null) ? params.charAt(1) : 'f'), "api");
		this.created.add(instance);
		return instance;
	}

	private Operation claim() {
		UUID owner = anOwner();
		List<String> workflows = WORKFLOWS.subList(0, this.random.nextInt(3));
		int limit = limit(workflows, 1 + this.random.nextInt(4));
		return new Operation("claim " + owner + " " + workflows + " " + limit, (fixture) -> {
			List<Claimed> claimed = fixture.store().claim(new ClaimRequest(owner, limit, workflows));
			List<Claimed> sorted = sorted(claimed, Comparator.comparing((each) -> each.key().toString()));
			sorted.forEach((each) -> hold(fixture, owner, each));
			return sorted;
		});
	}

	/** Which of two that are due at the same time is claimed first is open. */
	private int limit(List<String> workflows, int wished) {
		List<Long> due = workflows.stream()
			.flatMap((workflow) -> this.model.queries().list(workflow, null, null, ALL).stream())
			.flatMap((row) -> Stream.ofNullable(row.dueAt()))
			.filter((dueAt) -> dueAt <= this.model.now())
			.sorted()
			.toList();
		return (wished < due.size() && due.get(wished - 1).equals(due.get(wished))) ? ALL : wished;
	}

	private Operation commit() {
		UUID owner = anOwner();
		List<Commit> batch = new ArrayList<>();
		Set<UUID> instances = new HashSet<>();
		for (int i = 1 + this.random.nextInt(4); i > 0 && !this.held.isEmpty(); i--) {
			// the newest are the ones that may still be owned
			int age = Math.min(this.random.nextInt(this.held.size()), this.random.nextInt(this.held.size()));
			Held one = this.held.get(this.held.size() - 1 - age);
			owner = one.owner();
			Commit commit = this.commits.next(one.claimed(), this.model.now());
			if (instances.add(commit.instance())) {
				batch.add(commit);
			}
		}
		UUID by = owner;
		boolean wait = this.random.nextInt(4) == 0;
		return new Operation("commit " + by + " " + batch, (fixture) -> fixture.store().commit(by, batch, wait));
	}

	private Operation control() {
		ControlRequest.Verb[] verbs = ControlRequest.Verb.values();
		ControlRequest request = new ControlRequest(verbs[this.random.nextInt(verbs.length)], aWorkflow(), anId());
		if (this.random.nextInt(3) == 0) {
			boolean commits = this.random.nextBoolean();
			return new Operation("controlJoined " + request + (commits ? " commit" : " rollback"),
					(fixture) -> inTransaction(fixture, commits, () -> fixture.store().controlJoined(request)));
		}
		return new Operation("control " + request, (fixture) -> fixture.store().control(request));
	}

	private Operation housekeeping() {
		UUID owner = anOwner();
		switch (this.random.nextInt(4)) {
			case 0 -> {
				List<Ownership> rows = new ArrayList<>(this.model.store().owned(owner));
				rows.removeIf((row) -> this.random.nextBoolean());
				rows.replaceAll((row) -> new Ownership(row.key(), row.fence() + this.random.nextInt(2), row.signal()));
				return new Operation("release " + owner + " " + rows,
						(fixture) -> fixture.store().release(owner, rows));
			}
			case 1 -> {
				int limit = 1 + this.random.nextInt(5);
				CrashPolicy policy = new CrashPolicy(3, "{\"parked\":true}");
				return new Operation("releaseOrphans " + limit,
						(fixture) -> fixture.store().releaseOrphans(limit, policy));
			}
			case 2 -> {
				long heartbeat = this.random.nextInt(3);
				return new Operation("removeNode " + owner + " " + heartbeat,
						(fixture) -> fixture.store().removeNode(owner, heartbeat));
			}
			default -> {
				return new Operation("nodes", RandomOperations::nodes);
			}
		}
	}

	/** What later versions do, and people. */
	private Operation byHand() {
		List<UUID> existing = WORKFLOWS.stream()
			.flatMap((workflow) -> this.model.queries().list(workflow, null, null, ALL).stream())
			.map(InstanceRow::key)
			.toList();
		if (existing.isEmpty()) {
			return new Operation("counts", RandomOperations::counts);
		}
		UUID key = existing.get(this.random.nextInt(existing.size()));
		int value = this.random.nextInt(4);
		return switch (this.random.nextInt(3)) {
			case 0 -> new Operation("setSignal " + key + " " + value, (fixture) -> {
				fixture.setSignal(key, value);
				return null;
			});
			case 1 -> new Operation("setPausedTotal " + key + " " + value * 100L, (fixture) -> {
				fixture.setPausedTotal(key, value * 100L);
				return null;
			});
			default -> {
				String word = List.of("running", "waitingForPause", "rollingBack", "paused").get(value);
				yield new Operation("setStatus " + key + " " + word, (fixture) -> {
					fixture.setStatus(key, word);
					return null;
				});
			}
		};
	}

	private Operation read() {
		UUID owner = anOwner();
		String workflow = aWorkflow();
		String id = anId();
		return switch (this.random.nextInt(6)) {
			case 0 -> new Operation("nextDue", (fixture) -> fixture.store().nextDue(WORKFLOWS.subList(0, 2)));
			case 1 -> new Operation("owned " + owner, (fixture) -> owned(fixture, owner));
			case 2 -> new Operation("story " + id, (fixture) -> fixture.queries().story(workflow, id));
			case 3 -> new Operation("counts", RandomOperations::counts);
			case 4 -> list(workflow);
			default -> steps(workflow, id);
		};
	}

	private Operation list(String workflow) {
		InstanceStatus[] statuses = InstanceStatus.values();
		int status = this.random.nextInt(statuses.length);
		InstanceStatus wanted = (statuses[status] != InstanceStatus.UNKNOWN) ? statuses[status] : null;
		UUID before = this.created.isEmpty() ? null : this.created.get(this.random.nextInt(this.created.size())).key();
		int limit = 1 + this.random.nextInt(5);
		return new Operation("list " + workflow + " " + wanted + " " + before + " " + limit,
				(fixture) -> fixture.queries().list(workflow, wanted, before, limit));
	}

	private Operation steps(String workflow, String id) {
		long after = this.random.nextInt(120);
		int limit = 1 + this.random.nextInt(4);
		return new Operation("steps " + workflow + " " + id + " after " + after,
				(fixture) -> fixture.queries()
					.find(workflow, id)
					.map((row) -> fixture.store().steps(row.key(), after, limit)));
	}

	/** Keeps what the model has claimed; the store answers the same or the test fails. */
	private void hold(StoreFixture fixture, UUID owner, @Nullable Claimed claimed) {
		if (fixture == this.model && claimed != null) {
			this.held.add(new Held(owner, claimed));
		}
	}

	private UUID anOwner() {
		// mostly one of the newest, which are alive
		int age = Math.min(this.random.nextInt(this.owners.size()), this.random.nextInt(4));
		return this.owners.get(this.owners.size() - 1 - age);
	}

	private String aWorkflow() {
		return WORKFLOWS.get(this.random.nextInt(WORKFLOWS.size()));
	}

	private String anId() {
		return "id" + this.random.nextInt(IDS);
	}

	private static long advance(StoreFixture fixture, long millis) {
		fixture.advance(millis);
		return fixture.now();
	}

	private static Object inTransaction(StoreFixture fixture, boolean commits, Supplier<?> work) {
		List<Object> results = new ArrayList<>();
		if (commits) {
			fixture.commit(() -> results.add(work.get()));
		}
		else {
			fixture.rollBack(() -> results.add(work.get()));
		}
		return results;
	}

	private static List<NodeState> nodes(StoreFixture fixture) {
		return sorted(fixture.store().nodes(), Comparator.comparing((node) -> node.owner().toString()));
	}

	private static List<Ownership> owned(StoreFixture fixture, UUID owner) {
		return sorted(fixture.store().owned(owner), Comparator.comparing((row) -> row.key().toString()));
	}

	private static List<StatusCount> counts(StoreFixture fixture) {
		return sorted(fixture.queries().counts(), Comparator.comparing(StatusCount::toString));
	}

	private static <T> List<T> sorted(Collection<T> unordered, Comparator<T> order) {
		return unordered.stream().sorted(order).toList();
	}

	private record Held(UUID owner, Claimed claimed) {
	}

}
