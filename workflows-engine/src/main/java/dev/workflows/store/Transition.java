package dev.workflows.store;

import org.jspecify.annotations.Nullable;

/**
 * What a commit does to the instance's row. All but {@link Stay} give up ownership in
 * good order, which ends careful mode.
 *
 * @since 0.1
 */
public sealed interface Transition {

	/** The run goes on. */
	Transition STAY = new Stay();

	/**
	 * The run goes on; the row is locked and checked, not changed.
	 */
	record Stay() implements Transition {
	}

	/**
	 * The run waits: status {@code waiting}, due at the deadline that this same commit
	 * records (a sleep's end or a retry), or else at {@code dueAt}. If the row's signal
	 * is higher than the commit has seen, due at once.
	 *
	 * @param dueAt the stored deadline that is waited for, epoch ms in active time, or
	 * {@code null} if the commit records one
	 */
	record Suspend(@Nullable Long dueAt) implements Transition {
	}

	/**
	 * The run has ended well: status {@code complete}.
	 *
	 * @param output the result as JSON
	 */
	record Complete(@Nullable String output) implements Transition {
	}

	/**
	 * The run has ended badly, or is parked with a reason: status {@code errored}.
	 *
	 * @param error the error as JSON
	 */
	record Fail(String error) implements Transition {
	}

	/**
	 * The node hands the instance over: status {@code queued}, due at once.
	 */
	record Release() implements Transition {
	}

}
