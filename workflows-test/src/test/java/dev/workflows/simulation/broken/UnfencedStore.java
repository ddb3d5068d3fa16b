package dev.workflows.simulation.broken;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;

import dev.workflows.simulation.cluster.Database;
import dev.workflows.simulation.cluster.Database.Holder;
import dev.workflows.simulation.cluster.ForwardingStore;
import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;
import dev.workflows.store.WorkflowStore;

/**
 * Writes some commits under whatever fence the row has, as if they were its owner's.
 */
final class UnfencedStore extends ForwardingStore {

	private final Database database;

	private final BiPredicate<UUID, Commit> unfenced;

	/**
	 * Creates the store.
	 * @param target the store
	 * @param database the database
	 * @param unfenced whether a node's commit is written without a look at the fence
	 */
	UnfencedStore(WorkflowStore target, Database database, BiPredicate<UUID, Commit> unfenced) {
		super(target);
		this.database = database;
		this.unfenced = unfenced;
	}

	@Override
	public List<CommitResult> commit(UUID owner, List<Commit> commits, boolean wait) {
		List<CommitResult> results = new ArrayList<>();
		for (Commit commit : commits) {
			boolean blind = this.unfenced.test(owner, commit);
			Optional<Holder> holder = this.database.holder(commit.instance());
			if (blind && holder.isPresent()) {
				results.addAll(
						super.commit(holder.get().owner(), List.of(Commits.under(commit, holder.get().fence())), wait));
			}
			else {
				results.addAll(super.commit(owner, List.of(commit), wait));
			}
		}
		return results;
	}

}
