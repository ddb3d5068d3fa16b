package dev.workflows.simulation.cluster;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import dev.workflows.store.WorkflowStore;

/**
 * Writes down what the database is asked and answers, whether or not the answer arrives.
 */
final class Observer extends ForwardingStore {

	private final Database database;

	Observer(WorkflowStore target, Database database) {
		super(target);
		this.database = database;
	}

	@Override
	public List<CommitResult> commit(UUID owner, List<Commit> commits, boolean wait) {
		int before = this.database.position();
		List<CommitResult> results = super.commit(owner, commits, wait);
		for (int i = 0; i < results.size(); i++) {
			this.database.answers().add(new Database.Answer(before, owner, commits.get(i), results.get(i)));
		}
		return results;
	}

	@Override
	public List<CreateResult> create(UUID owner, int claim, List<NewInstance> instances) {
		instances.forEach(this::note);
		return super.create(owner, claim, instances);
	}

	@Override
	public CreateResult createJoined(NewInstance instance) {
		note(instance);
		return super.createJoined(instance);
	}

	private void note(NewInstance instance) {
		this.database.creations()
			.add(new Database.Creation(instance.key(), instance.id(), Objects.toString(instance.params())));
	}

}
