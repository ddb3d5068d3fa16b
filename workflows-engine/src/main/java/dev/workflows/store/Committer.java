package dev.workflows.store;

/**
 * Makes one mutation durable. Trouble with the database is waited out here, so the answer
 * is always definite.
 *
 * @since 0.1
 */
public interface Committer {

	/**
	 * Blocks until the fate of a mutation is known.
	 * @param commit the mutation
	 * @return never {@link CommitResult.Busy}; {@link CommitResult.LostOwnership} also
	 * when the engine stops before the fate is known
	 */
	CommitResult commit(Commit commit);

	/**
	 * Hands over a mutation that nobody waits for.
	 * @param commit the mutation
	 */
	void commitLater(Commit commit);

}
