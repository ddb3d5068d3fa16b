package dev.workflows.execution;

import java.util.List;
import java.util.UUID;

import dev.workflows.store.StepRow;

/**
 * The node, as the run of an instance sees it.
 *
 * @since 0.1
 */
public interface NodeGate {

	/**
	 * Blocks while it is in doubt whether the node still has its lease.
	 * @return {@code false} if the node is dead or stops for good
	 */
	boolean awaitLease();

	/**
	 * Says that a run waits in memory without using its slot. Never blocks.
	 */
	void parked();

	/**
	 * Says that a parked run goes on. Never blocks.
	 */
	void unparked();

	/**
	 * Asks for a call of {@link InstanceRunner#watch} with the run whose
	 * {@link ActiveRun#nextWatchNanos} has just been set.
	 * @param nanos the monotonic time at which it is to happen at the latest
	 */
	void watchAt(long nanos);

	/**
	 * Reads the rest of a history that was too long to be read with the claim.
	 * @param instance the instance's key
	 * @param afterSeq only verbs with a higher sequence number
	 * @param limit how many at most
	 * @return the verbs by growing sequence number
	 */
	List<StepRow> moreSteps(UUID instance, long afterSeq, int limit);

	/**
	 * Reads an instance's fence.
	 * @param instance the instance's key
	 * @return the fence now, -1 if the instance is gone
	 */
	long fence(UUID instance);

}
