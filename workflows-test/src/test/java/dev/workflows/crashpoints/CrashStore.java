package dev.workflows.crashpoints;

import java.util.List;

import dev.workflows.store.WorkflowStore;
import dev.workflows.test.time.VirtualTime;

/**
 * A store whose calls can be made to go wrong.
 */
public interface CrashStore {

	/**
	 * Returns what it is called.
	 * @return the name, as people write it
	 */
	String name();

	/**
	 * Removes all rows, and goes by another clock from now on.
	 * @param time the database's clock
	 */
	void reset(VirtualTime time);

	/**
	 * Lets a node in.
	 * @param node the node
	 * @return the store as it reaches it
	 */
	NodeStore connect(NodeLink node);

	/**
	 * Returns the store without faults.
	 * @return the store
	 */
	WorkflowStore truth();

	/**
	 * Returns the ids of all instances.
	 * @return the ids, sorted
	 */
	List<String> ids();

	/**
	 * Returns what is stored of an instance.
	 * @param id its id
	 * @return what is stored
	 */
	Stored read(String id);

	/**
	 * Returns whether the end of a step is committed.
	 * @param id the instance's id
	 * @param step the step's name
	 * @return whether it is
	 */
	boolean isRecorded(String id, String step);

	/**
	 * Returns how many instances have ended.
	 * @return the number
	 */
	long ended();

	/**
	 * Returns how many instances have an owner.
	 * @return the number
	 */
	long owned();

}
