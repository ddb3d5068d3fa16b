package dev.workflows.runtime;

/**
 * The machine's threads, and the only way in which the engine blocks one. A simulation
 * replaces it to decide who runs next.
 *
 * @since 0.1
 */
public interface EngineThreads {

	/**
	 * Starts a thread.
	 * @param name the name of the thread
	 * @param kind what it is for
	 * @param task what it does; a {@code Throwable} that escapes ends the thread only
	 * @return the thread
	 */
	Task start(String name, Kind kind, Runnable task);

	/**
	 * Creates a signal.
	 * @return a signal that is not raised
	 */
	Signal newSignal();

	/**
	 * Returns who is calling.
	 * @return the calling thread, only ever compared
	 */
	Object current();

	/**
	 * Returns whether a waiting worker costs no operating system thread.
	 * @return whether workers are virtual threads
	 */
	boolean parksForFree();

	/**
	 * What a thread is for.
	 */
	enum Kind {

		/** A loop of the engine; always a platform thread. */
		SERVICE,

		/** Runs application code; a virtual thread where the JVM has them. */
		WORKER

	}

	/**
	 * A thread that was started.
	 */
	interface Task {

		/**
		 * Interrupts the thread.
		 */
		void interrupt();

		/**
		 * Waits for the thread to end.
		 * @param timeoutNanos how long to wait at most
		 * @return whether it has ended
		 */
		boolean join(long timeoutNanos);

	}

	/**
	 * A flag that one thread waits for and any thread raises. A raise that comes before
	 * the wait is not lost; several raises before a wait count as one.
	 */
	interface Signal {

		/**
		 * Raises the flag and lets the waiting thread go on.
		 */
		void raise();

		/**
		 * Waits until the flag is raised, then lowers it. An interrupt does not end the
		 * wait; it is kept for the caller.
		 * @param nanos how long to wait at most; {@code Long.MAX_VALUE} is for ever
		 * @return whether the flag was raised
		 */
		boolean await(long nanos);

	}

}
