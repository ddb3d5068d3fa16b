package dev.workflows.crashpoints;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.store.WorkflowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets every call to a store go wrong in every way, one in each run.
 * {@code -Dcrash.point=model:17:late-apply} does a single run and shows its calls.
 */
public abstract class CrashPointTests {

	private static final String PROPERTY = "crash.point";

	private final List<Logger> loggers = List.of((Logger) LoggerFactory.getLogger("dev.workflows"),
			(Logger) LoggerFactory.getLogger("org.springframework"));

	private final Queue<String> violations = new ConcurrentLinkedQueue<>();

	private final AtomicInteger runs = new AtomicInteger();

	private final AtomicInteger missed = new AtomicInteger();

	private final AtomicInteger repeated = new AtomicInteger();

	/**
	 * Returns stores of one kind, for as many runs at a time.
	 * @return the stores
	 */
	protected abstract List<? extends CrashStore> stores();

	/**
	 * Returns what goes wrong with each call.
	 * @return the modes
	 */
	protected List<Mode> modes() {
		return List.of(Mode.THROW_BEFORE, Mode.APPLIED_NO_REPLY, Mode.KILL_NODE_AFTER, Mode.LATE_APPLY);
	}

	/**
	 * Returns how many calls the reference workflow makes at least; fewer would prove too
	 * little.
	 * @return the number
	 */
	protected abstract int leastCalls();

	@BeforeEach
	void silenceWhatIsToBeExpected() {
		this.loggers.forEach((logger) -> logger.setLevel(Level.OFF));
	}

	@AfterEach
	void speakAgain() {
		this.loggers.forEach((logger) -> logger.setLevel(null));
	}

	@Test
	void everyCallGoesWrongInEveryWay() throws Exception {
		if (isSingle()) {
			runSingle();
			return;
		}
		int calls = countCalls();
		try (Lanes lanes = new Lanes()) {
			for (int call = 1; call <= calls; call++) {
				for (Mode mode : modes()) {
					lanes.run(List.of(new CrashPoint(call, mode)));
				}
			}
		}
		int modes = modes().size();
		report("crash points on " + name() + ": " + calls + " calls x " + modes + " modes", calls * modes,
				leastRepeated());
	}

	/** What has been refused is rolled back, and that may fail as well. */
	@Test
	void everyRollbackOfARefusedCommitGoesWrong() throws Exception {
		if (isSingle()) {
			return;
		}
		List<String> calls = CrashRun.of(stores().get(0), List.of()).plan().calls();
		int commits = 0;
		try (Lanes lanes = new Lanes()) {
			for (int call = 1; call <= calls.size(); call++) {
				if (calls.get(call - 1).endsWith(": commit")) {
					commits++;
					lanes.run(List.of(new CrashPoint(call, Mode.THROW_BEFORE), new CrashPoint(1, Mode.THROW_BEFORE)));
					lanes.run(List.of(new CrashPoint(call, Mode.THROW_BEFORE), new CrashPoint(1, Mode.LATE_APPLY)));
				}
			}
		}
		report("refused commits and rollbacks on " + name() + ": " + commits + " commits x 2 modes", commits * 2, 0);
		assertThat(commits).isPositive();
	}

	@Test
	void aFaultOfTheDatabaseThatIsTakenForARefusalIsFound() {
		assertThat(firstFound(refusing(Applied.NO), Mode.THROW_BEFORE)).isNotEmpty();
	}

	/**
	 * Stores that say of a commit which the database could not do that it was refused.
	 */
	static CrashRun.Breakage refusing(Applied which) {
		return new CrashRun.Breakage(
				(store) -> (WorkflowStore) Proxy.newProxyInstance(CrashPointTests.class.getClassLoader(),
						new Class<?>[] { WorkflowStore.class }, (proxy, method, arguments) -> {
							try {
								return method.invoke(store, arguments);
							}
							catch (InvocationTargetException ex) {
								if (method.getName().equals("commit")
										&& ex.getTargetException() instanceof StoreUnavailableException unavailable
										&& unavailable.applied() == which) {
									throw new StoreRejectedException("taken for a refusal", unavailable);
								}
								throw ex.getTargetException();
							}
						}),
				List.of());
	}

	/** The first fault that shows what is broken. */
	final String firstFound(CrashRun.Breakage breakage, Mode mode) {
		CrashStore store = stores().get(0);
		assertThat(CrashRun.of(store, List.of(), breakage).violations()).as("without a fault").isEmpty();
		int calls = countCalls();
		for (int call = 1; call <= calls; call++) {
			CrashRun.Outcome outcome = CrashRun.of(store, List.of(new CrashPoint(call, mode)), breakage);
			if (!outcome.violations().isEmpty()) {
				return outcome.fired().toString();
			}
		}
		throw new AssertionError("what is broken was not found");
	}

	/**
	 * Returns in how many runs at least a body has to begin again, as its node dies
	 * between its end and the record of it.
	 * @return the number
	 */
	protected abstract int leastRepeated();

	/** How many calls there are when nothing goes wrong. */
	final int countCalls() {
		CrashRun.Outcome outcome = CrashRun.of(stores().get(0), List.of());
		assertThat(outcome.violations()).as("without a fault").isEmpty();
		int calls = outcome.plan().size();
		assertThat(calls).isGreaterThanOrEqualTo(leastCalls());
		return calls;
	}

	/**
	 * Prints a line, and fails if something was not as promised or too little was tried.
	 */
	final void report(String what, int expectedRuns, int leastRepeated) {
		this.violations.stream().sorted().forEach(System.out::println);
		System.out.println(what + " = " + this.runs + " runs, " + this.violations.size() + " violations");
		System.out.println("  bodies had to begin again in " + this.repeated + " of them");
		assertThat(this.violations).isEmpty();
		assertThat(this.runs).hasValue(expectedRuns);
		// Threads that run at one moment may come in another order than when counted.
		assertThat(this.missed.get()).as("runs whose faults met no call").isLessThanOrEqualTo(2 + expectedRuns / 50);
		assertThat(this.repeated.get()).as("runs that repeat a body").isGreaterThanOrEqualTo(leastRepeated);
	}

	/** Whether only one run is wanted, possibly on another store. */
	final boolean isSingle() {
		return System.getProperty(PROPERTY) != null;
	}

	private void runSingle() {
		String[] parts = System.getProperty(PROPERTY).split(":", 2);
		if (parts[0].equals(word())) {
			List<CrashPoint> points = CrashPoint.parse(parts[1]);
			CrashRun.Outcome outcome = CrashRun.of(stores().get(0), points);
			outcome.plan().calls().forEach(System.out::println);
			System.out.println(describe(points, outcome));
			assertThat(outcome.violations()).isEmpty();
		}
	}

	private String describe(List<CrashPoint> points, CrashRun.Outcome outcome) {
		String point = word() + ":" + CrashPoint.format(points);
		return String.format(
				"CRASH POINT %s, store %s, met %s:%n  %s%n  reproduce: mvn -pl workflows-test -am test -Dtest=%s"
						+ " -Dcrash.point=%s -Dsurefire.failIfNoSpecifiedTests=false",
				point, name(), outcome.fired(), String.join(System.lineSeparator() + "  ", outcome.violations()),
				getClass().getSimpleName(), point);
	}

	private String name() {
		return stores().get(0).name();
	}

	private String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Does runs side by side, each on a store of its own.
	 */
	final class Lanes implements AutoCloseable {

		private final BlockingQueue<CrashStore> free = new ArrayBlockingQueue<>(stores().size(), false, stores());

		private final ExecutorService threads = Executors.newFixedThreadPool(stores().size());

		void run(List<CrashPoint> points) {
			this.threads.execute(() -> {
				CrashStore store = this.free.remove();
				try {
					note(points, CrashRun.of(store, points));
				}
				catch (Throwable ex) {
					CrashPointTests.this.violations.add(CrashPoint.format(points) + " broke off: " + ex);
				}
				finally {
					this.free.add(store);
				}
			});
		}

		private void note(List<CrashPoint> points, CrashRun.Outcome outcome) {
			CrashPointTests.this.runs.incrementAndGet();
			CrashPointTests.this.missed.addAndGet(outcome.done() ? 0 : 1);
			CrashPointTests.this.repeated.addAndGet(outcome.repeated() ? 1 : 0);
			if (!outcome.violations().isEmpty()) {
				CrashPointTests.this.violations.add(describe(points, outcome));
			}
		}

		@Override
		public void close() throws InterruptedException {
			this.threads.shutdown();
			assertThat(this.threads.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
		}

	}

}
