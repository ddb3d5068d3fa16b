package dev.workflows.client;

import java.util.UUID;

import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;

/**
 * The engine, as far as the client speaks to it directly. Everything here but
 * {@link #create} is a hint: the store decides, and another node finds out by itself.
 *
 * @since 0.1
 */
public interface EngineLink {

	/**
	 * Creates an instance in a transaction of the engine's own.
	 * @param instance the instance
	 * @return the result
	 */
	CreateResult create(NewInstance instance);

	/**
	 * Says that something is due now.
	 */
	void due();

	/**
	 * Says that an instance's fence has been raised.
	 * @param instance the instance's key
	 * @param fence the fence now
	 */
	void fenced(UUID instance, long fence);

}
