package dev.workflows.architecture.broken.two;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;

class Machine {

	Condition condition;

	String read(CompletableFuture<String> future) throws InterruptedException {
		synchronized (this) {
			wait();
			this.condition.await();
		}
		return Thread.currentThread().getName() + System.nanoTime() + Instant.now() + UUID.randomUUID() + future.join();
	}

}
