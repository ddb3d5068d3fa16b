package dev.workflows.simulation.fault;

/**
 * The ways in which the world is unkind. Each seed has some of them.
 */
public enum FaultKind {

	/** The database refuses a call. */
	REFUSE(Scope.CALL),
	/** The database rolls a transaction back to let another one pass. */
	SERIALIZATION(Scope.CALL),
	/** A call is lost on its way; the caller cannot know. */
	DROP(Scope.CALL),
	/** A call is applied, and the reply is lost. */
	LOSE_REPLY(Scope.CALL),
	/** The caller gives up, and the call arrives later. */
	LATE(Scope.CALL),
	/** The caller gives up while its transaction, with its locks, goes on. */
	LATE_LOCKED(Scope.CALL),
	/** A call takes seconds. */
	DELAY(Scope.CALL),
	/** A call ends with an error that is no answer of the database. */
	SURPRISE(Scope.CALL),
	/** The database answers nobody for a while. */
	OUTAGE(Scope.STRIKE),
	/** The database does not answer one node for a while. */
	NODE_OUTAGE(Scope.STRIKE),
	/** The database's clock jumps. */
	CLOCK_STEP(Scope.STRIKE),
	/** A process stands still for a while. */
	FREEZE(Scope.STRIKE),
	/** A process is killed. */
	KILL(Scope.STRIKE),
	/** A process is stopped in good order. */
	STOP(Scope.STRIKE),
	/** Somebody takes an instance from its owner by hand. */
	FORCE_RELEASE(Scope.STRIKE),
	/** A single thread stands still for a while. */
	STALL(Scope.THREAD);

	private final Scope scope;

	FaultKind(Scope scope) {
		this.scope = scope;
	}

	public boolean isOfCalls() {
		return this.scope == Scope.CALL;
	}

	public boolean isStrike() {
		return this.scope == Scope.STRIKE;
	}

	private enum Scope {

		CALL, STRIKE, THREAD

	}

}
