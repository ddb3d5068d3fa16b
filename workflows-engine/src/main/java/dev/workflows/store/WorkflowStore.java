package dev.workflows.store;

import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

import dev.workflows.StoreUnavailableException;

/**
 * The writing side of persistence. Every method is one transaction, except that
 * {@link #createJoined} and {@link #controlJoined} work in the caller's. Whatever the
 * database does wrong arrives as {@link StoreUnavailableException}, which says whether
 * the write was applied, or as {@link StoreRejectedException}, which says that it never
 * will be. All times are the database's.
 * <p>
 * Every statement that sets an owner also holds on to the owner's node row and does
 * nothing if that row is gone; so to remove a node row is to declare the node dead.
 *
 * @since 0.1
 */
public interface WorkflowStore {

	/**
	 * Returns what kind of store it is.
	 * @return the traits
	 */
	StoreTraits traits();

	/**
	 * Enters a node. In an embedded store it also removes the nodes of every other
	 * process, whose rows {@link #releaseOrphans} then frees.
	 * @param owner the node's owner id, new at each start
	 * @param process what tells the process from all others
	 * @param leaseMillis the length of the lease
	 */
	void registerNode(UUID owner, String process, long leaseMillis);

	/**
	 * Renews a node's lease and advances its heartbeat.
	 * @param owner the node
	 * @param leaseMillis the length of the lease
	 * @return {@code false} if the node has been declared dead
	 */
	boolean renewNode(UUID owner, long leaseMillis);

	/**
	 * Returns all nodes.
	 * @return the nodes
	 */
	List<NodeState> nodes();

	/**
	 * Declares a node dead, if its lease is over and its heartbeat has not moved.
	 * @param owner the node
	 * @param heartbeat the heartbeat that was seen
	 * @return whether it was removed
	 */
	boolean removeNode(UUID owner, long heartbeat);

	/**
	 * Leaves in good order. What the node still owns is released as by {@link #release},
	 * and its crash count begins anew.
	 * @param owner the node
	 */
	void unregisterNode(UUID owner);

	/**
	 * Frees rows whose owner has no node row, in key order, passing over locked ones:
	 * owner none, fence + 1, crash count + 1, and the rest as the policy says.
	 * @param limit how many at most
	 * @param policy what happens to them
	 * @return how many it were
	 */
	Takeover releaseOrphans(int limit, CrashPolicy policy);

	/**
	 * Claims due rows without an owner, the longest due first, passing over locked ones:
	 * status {@code running}, owner the node, fence + 1, not due, started now if it never
	 * was.
	 * @param request who asks, for what
	 * @return the claimed instances, at most the limit; none if the node is dead
	 */
	List<Claimed> claim(ClaimRequest request);

	/**
	 * Returns when the next row without an owner is due.
	 * @param workflows the names that count
	 * @return the time from now in ms, 0 or less if one is due; empty if there is none
	 */
	OptionalLong nextDue(List<String> workflows);

	/**
	 * Reads the histories of instances; must come after the claim, in a transaction of
	 * its own.
	 * @param instances the keys
	 * @param maxSteps how many steps to read in all; histories that do not fit, or would
	 * take too much memory together, are incomplete, possibly empty
	 * @return one history per key, in the same order
	 */
	List<History> histories(List<UUID> instances, int maxSteps);

	/**
	 * Reads a page of an instance's recorded verbs.
	 * @param instance the key
	 * @param afterSeq only those with a higher sequence number
	 * @param limit how many at most
	 * @return the verbs by growing sequence number
	 */
	List<StepRow> steps(UUID instance, long afterSeq, int limit);

	/**
	 * Applies mutations, at most one per instance, as one transaction. Each locks its row
	 * without waiting, decides by what the lock returned, and has its own result; one
	 * that is refused does not touch the others. Only rows with that owner, the commit's
	 * fence and status {@code running}, {@code waitingForPause} or {@code rollingBack}
	 * are written.
	 * @param owner the node
	 * @param commits the mutations
	 * @param wait whether to wait a while for locked rows instead of answering
	 * {@link CommitResult.Busy}
	 * @return one result per mutation, in the same order
	 */
	List<CommitResult> commit(UUID owner, List<Commit> commits, boolean wait);

	/**
	 * Returns what a node owns.
	 * @param owner the node
	 * @return the rows
	 */
	List<Ownership> owned(UUID owner);

	/**
	 * Takes rows from a node that owns them without knowing: owner none, fence + 1,
	 * {@code queued}, due at once. No crash is counted.
	 * @param owner the node
	 * @param rows the rows; one whose fence has changed is left alone
	 * @return how many were released
	 */
	int release(UUID owner, List<Ownership> rows);

	/**
	 * Creates instances, as one transaction.
	 * @param owner the node that is to own the first {@code claim} of those created
	 * @param claim how many of the instances, from the first, are stored as claimed
	 * (status {@code running}, fence 0, started now); the others are {@code queued} and
	 * due at once
	 * @param instances the instances
	 * @return one result per instance, in the same order
	 */
	List<CreateResult> create(UUID owner, int claim, List<NewInstance> instances);

	/**
	 * Creates an instance, {@code queued} and due at once, in the caller's transaction.
	 * @param instance the instance
	 * @return the result
	 */
	CreateResult createJoined(NewInstance instance);

	/**
	 * Carries out a wish in a transaction of its own, waiting for the row.
	 * @param request the wish
	 * @return the result
	 */
	ControlResult control(ControlRequest request);

	/**
	 * Carries out a wish in the caller's transaction, waiting for the row.
	 * @param request the wish
	 * @return the result
	 */
	ControlResult controlJoined(ControlRequest request);

}
