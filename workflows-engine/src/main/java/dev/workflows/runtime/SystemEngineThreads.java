package dev.workflows.runtime;

import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the JVM: platform threads for the engine's loops, and for application
 * code virtual threads from Java 21 on, pooled platform threads before.
 *
 * @since 0.1
 */
public final class SystemEngineThreads implements EngineThreads, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(SystemEngineThreads.class);

	private final ExecutorService workers;

	private final boolean virtual;

	/**
	 * Creates the threads.
	 * @param virtual whether to use virtual threads for application code where the JVM
	 * has them
	 */
	public SystemEngineThreads(boolean virtual) {
		ExecutorService perTask = virtual ? virtualThreads() : null;
		this.virtual = (perTask != null);
		this.workers = (perTask != null) ? perTask : Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "workflows-worker");
			thread.setDaemon(true);
			return thread;
		});
	}

	/** By reflection, as the API is younger than the bytecode we compile to. */
	private static @Nullable ExecutorService virtualThreads() {
		try {
			Method factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
			return (ExecutorService) factory.invoke(null);
		}
		catch (ReflectiveOperationException | UnsupportedOperationException ex) {
			return null;
		}
	}

	/**
	 * Lets go of the threads that wait for a next task; those that run one go on.
	 * Afterwards no worker can be started.
	 */
	@Override
	public void close() {
		this.workers.shutdown();
	}

	@Override
	public boolean parksForFree() {
		return this.virtual;
	}

	@Override
	public Object current() {
		return Thread.currentThread();
	}

	@Override
	public Task start(String name, Kind kind, Runnable task) {
		return (kind == Kind.SERVICE) ? startService(name, task) : startWorker(name, task);
	}

	private Task startService(String name, Runnable task) {
		JvmTask handle = new JvmTask(task);
		// Not a daemon: an application without a web server lives as long as its engine.
		Thread thread = new Thread(handle, name);
		thread.setDaemon(false);
		thread.start();
		return handle;
	}

	private Task startWorker(String name, Runnable task) {
		JvmTask handle = new JvmTask(() -> {
			Thread thread = Thread.currentThread();
			String before = thread.getName();
			thread.setName(name);
			try {
				task.run();
			}
			finally {
				thread.setName(before);
			}
		});
		this.workers.execute(handle);
		return handle;
	}

	@Override
	public Signal newSignal() {
		return new JvmSignal();
	}

	private static final class JvmTask implements Task, Runnable {

		private final Runnable body;

		private final CountDownLatch ended = new CountDownLatch(1);

		private volatile @Nullable Thread thread;

		JvmTask(Runnable body) {
			this.body = body;
		}

		@Override
		public void run() {
			this.thread = Thread.currentThread();
			try {
				this.body.run();
			}
			catch (Throwable ex) {
				logger.error("A thread of the engine ended with an error", ex);
			}
			finally {
				this.thread = null;
				// A pooled thread must not carry the flag to its next task.
				Thread.interrupted();
				this.ended.countDown();
			}
		}

		@Override
		public void interrupt() {
			Thread running = this.thread;
			if (running != null) {
				running.interrupt();
			}
		}

		@Override
		public boolean join(long timeoutNanos) {
			try {
				return this.ended.await(timeoutNanos, TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return this.ended.getCount() == 0;
			}
		}

	}

	private static final class JvmSignal implements Signal {

		private static final Object RAISED = new Object();

		/** {@code null}, the waiting thread, or {@link #RAISED}. */
		private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

		@Override
		public void raise() {
			if (this.state.getAndSet(RAISED) instanceof Thread waiting) {
				LockSupport.unpark(waiting);
			}
		}

		@Override
		public boolean await(long nanos) {
			Thread self = Thread.currentThread();
			boolean interrupted = false;
			boolean forEver = nanos == Long.MAX_VALUE;
			long deadline = System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2);
			try {
				while (true) {
					if (this.state.compareAndSet(RAISED, null)) {
						return true;
					}
					long left = deadline - System.nanoTime();
					if (left <= 0) {
						this.state.compareAndSet(self, null);
						return this.state.compareAndSet(RAISED, null);
					}
					if (this.state.get() == self || this.state.compareAndSet(null, self)) {
						park(forEver, left);
						// parking returns at once while the flag is set
						interrupted |= Thread.interrupted();
					}
				}
			}
			finally {
				if (interrupted) {
					self.interrupt();
				}
			}
		}

		/**
		 * A timer that never fires costs more than the rest of a virtual thread's wait.
		 */
		private void park(boolean forEver, long nanos) {
			if (forEver) {
				LockSupport.park(this);
			}
			else {
				LockSupport.parkNanos(this, nanos);
			}
		}

	}

}
