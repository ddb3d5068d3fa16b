package dev.workflows.commit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.workflows.runtime.EngineThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue with one thread that takes what has gathered and writes it. An entry whose
 * instance is in the batch already waits for the next one, as a statement can change a
 * row only once.
 *
 * @param <T> what is queued
 */
final class Lane<T> {

	private static final Logger logger = LoggerFactory.getLogger(Lane.class);

	private final Queue<T> queue = new ConcurrentLinkedQueue<>();

	private final ArrayDeque<T> deferred = new ArrayDeque<>();

	private final EngineThreads.Signal wake;

	private final EngineThreads.Signal idle;

	private final EngineThreads.Task thread;

	private final int most;

	private final Function<T, Object> row;

	private final Consumer<List<T>> writer;

	private volatile boolean closing;

	Lane(EngineThreads threads, String name, int most, Function<T, Object> row, Consumer<List<T>> writer) {
		this.most = most;
		this.row = row;
		this.writer = writer;
		this.wake = threads.newSignal();
		this.idle = threads.newSignal();
		this.thread = threads.start(name, EngineThreads.Kind.SERVICE, this::loop);
	}

	void add(T entry) {
		this.queue.add(entry);
		this.wake.raise();
	}

	/**
	 * Waits on the lane's own thread, for as long as nobody closes the lane.
	 */
	void pause(long nanos) {
		if (!this.closing) {
			this.idle.await(nanos);
		}
	}

	boolean isClosing() {
		return this.closing;
	}

	/**
	 * Writes what has gathered and ends the thread.
	 * @param nanos how long to wait for it
	 */
	void close(long nanos) {
		this.closing = true;
		this.idle.raise();
		this.wake.raise();
		this.thread.join(nanos);
	}

	private void loop() {
		while (true) {
			List<T> batch = take();
			if (!batch.isEmpty()) {
				write(batch);
			}
			else if (this.closing) {
				return;
			}
			else {
				this.wake.await(Long.MAX_VALUE);
			}
		}
	}

	/** The writer answers for its entries; nothing may end the thread. */
	private void write(List<T> batch) {
		try {
			this.writer.accept(batch);
		}
		catch (Throwable ex) {
			logger.error("A commit lane met an error", ex);
			batch.forEach(this.queue::add);
			// Also when the lane is being closed: an error that stays must not spin.
			this.idle.await(100_000_000L);
		}
	}

	private List<T> take() {
		List<T> batch = new ArrayList<>();
		Set<Object> rows = new HashSet<>();
		int before = this.deferred.size();
		for (int i = 0; i < before; i++) {
			sort(this.deferred.poll(), batch, rows);
		}
		T entry;
		while (batch.size() < this.most && (entry = this.queue.poll()) != null) {
			sort(entry, batch, rows);
		}
		return batch;
	}

	private void sort(T entry, List<T> batch, Set<Object> rows) {
		if (batch.size() < this.most && rows.add(this.row.apply(entry))) {
			batch.add(entry);
		}
		else {
			this.deferred.add(entry);
		}
	}

}
