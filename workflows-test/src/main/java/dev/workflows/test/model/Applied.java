package dev.workflows.test.model;

import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.Commit;
import dev.workflows.store.StepKey;
import org.jspecify.annotations.Nullable;

/**
 * One change of one instance that has become durable, in the order in which the changes
 * did. A checker reads these to prove, for example, that fences only grow and that no
 * finished run is written again.
 *
 * @param at the database's time, epoch ms
 * @param what which verb did it
 * @param by the node that did it, or {@code null} if the application did
 * @param instance the instance's key
 * @param run the number of the run after it
 * @param fenceBefore the fence before it; 0 if the instance is new
 * @param fence the fence after it
 * @param before the status before it, or {@code null} if the instance is new
 * @param after the status after it, or {@code null} if the instance is gone
 * @param step the step whose record or failed attempt was written, or {@code null}
 * @param dueAt when the engine looks at the instance next after it, epoch ms, or
 * {@code null}
 * @param commit what its owner asked to record, or {@code null} if it was not its owner
 * @since 0.1
 */
public record Applied(long at, What what, @Nullable UUID by, UUID instance, int run, long fenceBefore, long fence,
		@Nullable InstanceStatus before, @Nullable InstanceStatus after, @Nullable StepKey step, @Nullable Long dueAt,
		@Nullable Commit commit) {

	/**
	 * The verbs that change an instance.
	 */
	public enum What {

		/** The instance was stored. */
		CREATE,

		/** A node took it. */
		CLAIM,

		/** Its owner recorded something. */
		COMMIT,

		/** Its owner, or who noticed that it has none, gave it back unasked. */
		RELEASE,

		/** It was freed from a dead owner. */
		TAKEOVER,

		/** The application ended it. */
		TERMINATE,

		/** The application began a new run. */
		RESTART,

		/** The application removed it. */
		DELETE

	}

}
