package dev.workflows.autoconfigure;

import java.time.Duration;

import dev.workflows.Backoff;
import dev.workflows.WorkflowValidationException;
import dev.workflows.settings.EngineSettings;
import dev.workflows.settings.StepDefaults;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.util.unit.DataSize;

/**
 * Everything that can be set under {@code workflows}. A key that is not known here fails
 * the start, so that a typing error is never a silent default.
 *
 * @param enabled Whether to run workflows in this application.
 * @param workers How many instances run at once on this node, 1 to 100000. By default
 * 1000 on virtual threads and 64 on platform threads.
 * @param virtualThreads Whether workflow code runs on virtual threads. With auto it does
 * where the JVM has them (Java 21 and later).
 * @param pollInterval How often to look for due instances that nobody has signalled, 10
 * ms to 5 min.
 * @param lease How long a node is believed to live without a sign, 1 s to 1 h. It is
 * renewed every third of it.
 * @param shutdownGrace How long a stop waits for steps that are running, up to 1 h.
 * Should be shorter than spring.lifecycle.timeout-per-shutdown-phase.
 * @param interruptGrace How long a step that has run out of time may take to end after it
 * is interrupted, before its thread is given up.
 * @param showRunningAfter How long a step runs before it is shown as running.
 * @param crashLimit How many crashes in a row, without progress in between, park an
 * instance, 1 to 100.
 * @param limits what one instance may use
 * @param steps what a step's options are where they say nothing
 * @param jdbc the tables
 * @param dataSource the engine's own connections
 * @since 0.1
 */
@ConfigurationProperties(prefix = "workflows", ignoreUnknownFields = false)
public record WorkflowsProperties(@DefaultValue("true") boolean enabled, @Nullable Integer workers,
		@DefaultValue("auto") VirtualThreads virtualThreads, @DefaultValue("1s") Duration pollInterval,
		@DefaultValue("30s") Duration lease, @DefaultValue("20s") Duration shutdownGrace,
		@DefaultValue("5s") Duration interruptGrace, @DefaultValue("1s") Duration showRunningAfter,
		@DefaultValue("5") int crashLimit, @DefaultValue Limits limits, @DefaultValue Steps steps,
		@DefaultValue Jdbc jdbc, @DefaultValue DataSource dataSource) {

	private static final int WORKERS_VIRTUAL = 1000;

	private static final int WORKERS_PLATFORM = 64;

	/**
	 * Returns whether workflow code runs on virtual threads in this JVM.
	 * @return whether it does
	 * @throws WorkflowValidationException (WF-3211) if they are asked for and missing
	 */
	boolean usesVirtualThreads() {
		boolean available = Runtime.version().feature() >= 21;
		if (this.virtualThreads == VirtualThreads.ON && !available) {
			throw new WorkflowValidationException("WF-3211", "workflows.virtual-threads is on, but Java "
					+ Runtime.version().feature() + " has no virtual threads");
		}
		return available && this.virtualThreads != VirtualThreads.OFF;
	}

	/**
	 * Returns the engine's settings.
	 * @return the settings
	 * @throws WorkflowValidationException if a value breaks its rule
	 */
	EngineSettings toSettings() {
		int workers = (this.workers != null) ? this.workers : usesVirtualThreads() ? WORKERS_VIRTUAL : WORKERS_PLATFORM;
		return new EngineSettings(workers, this.pollInterval, this.lease, this.shutdownGrace, this.interruptGrace,
				this.showRunningAfter, this.crashLimit, this.limits.toLimits(), this.steps.toDefaults());
	}

	/**
	 * Whether workflow code runs on virtual threads.
	 */
	public enum VirtualThreads {

		/** Where the JVM has them. */
		AUTO,

		/** Always; a JVM without them is refused. */
		ON,

		/** Never. */
		OFF

	}

	/**
	 * What one instance may use.
	 *
	 * @param steps Recorded steps per run, 1 to 25000. Sleeps do not count.
	 * @param payload Largest parameters, step result and instance result as JSON, up to
	 * 1MB.
	 * @param event Largest payload of an event as JSON, up to 1MB.
	 * @param state Largest sum of all recorded results of a run as JSON, up to 1GB.
	 * @param sleep Longest sleep, up to 365 days.
	 * @param retries Most retries of a step, 0 to 10000.
	 * @param batch Most instances in one batch, 1 to 100.
	 */
	public record Limits(@DefaultValue("10000") int steps, @DefaultValue("1MB") DataSize payload,
			@DefaultValue("1MB") DataSize event, @DefaultValue("100MB") DataSize state,
			@DefaultValue("365d") Duration sleep, @DefaultValue("10000") int retries, @DefaultValue("100") int batch) {

		dev.workflows.settings.Limits toLimits() {
			return new dev.workflows.settings.Limits(this.steps, bytes(this.payload), bytes(this.event),
					this.state.toBytes(), this.sleep, this.retries, this.batch);
		}

		/**
		 * What does not fit an int is far above the limit, so the check still finds it.
		 */
		private static int bytes(DataSize size) {
			return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, size.toBytes()));
		}

	}

	/**
	 * What a step's options are where they say nothing.
	 *
	 * @param retries How many times to try again after the first attempt.
	 * @param delay Delay that the back-off starts from.
	 * @param backoff How the delay grows.
	 * @param maxDelay Longest delay.
	 * @param jitter Share of the delay that is left to chance, 0 to 1.
	 * @param timeout Time one attempt may take.
	 */
	public record Steps(@DefaultValue("5") int retries, @DefaultValue("10s") Duration delay,
			@DefaultValue("exponential") Backoff backoff, @DefaultValue("1h") Duration maxDelay,
			@DefaultValue("0") double jitter, @DefaultValue("10m") Duration timeout) {

		StepDefaults toDefaults() {
			try {
				return new StepDefaults(this.retries, this.delay, this.backoff, this.maxDelay, this.jitter,
						this.timeout);
			}
			catch (WorkflowValidationException ex) {
				throw new WorkflowValidationException(ex.code(),
						"one of workflows.steps.* breaks a rule of step options (" + ex.getMessage() + ")");
			}
		}

	}

	/**
	 * The tables.
	 *
	 * @param initializeSchema When to create or migrate the tables at start. A database
	 * is embedded if it lives in this process: H2 in memory or in a file, and SQLite.
	 */
	public record Jdbc(@DefaultValue("embedded") DatabaseInitializationMode initializeSchema) {
	}

	/**
	 * The engine's own connections.
	 *
	 * @param poolSize How many connections the engine keeps for itself, 2 to 100. They
	 * are not taken from the application's pool.
	 */
	public record DataSource(@DefaultValue("8") int poolSize) {

		/**
		 * Checks the size.
		 * @throws WorkflowValidationException (WF-3212) if it breaks its rule
		 */
		public DataSource {
			if (poolSize < 2 || poolSize > 100) {
				throw new WorkflowValidationException("WF-3212",
						"workflows.data-source.pool-size must be 2 to 100, but is " + poolSize);
			}
		}

	}

}
