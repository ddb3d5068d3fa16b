package dev.workflows.store.jdbc;

import java.util.List;
import java.util.UUID;

import dev.workflows.store.Commit;
import dev.workflows.store.CommitResult;

/**
 * Writes a batch of commits of different instances as one transaction.
 */
interface CommitWriter {

	/**
	 * Writes commits.
	 * @param owner the node
	 * @param commits the commits, of different instances
	 * @param wait whether to wait a while for locked rows
	 * @return one result per commit, in the same order
	 * @throws dev.workflows.store.StoreRejectedException if the database refuses one of
	 * them for good; then none is applied
	 */
	List<CommitResult> write(UUID owner, List<Commit> commits, boolean wait);

}
