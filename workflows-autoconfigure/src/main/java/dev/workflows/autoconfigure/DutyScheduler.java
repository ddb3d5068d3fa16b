package dev.workflows.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.workflows.dispatch.Duty;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.TriggerContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.config.TriggerTask;

/**
 * Drives the engine's duties on threads of its own, and shows them among the scheduled
 * tasks of the application. The scheduler is no bean: it is for the duties only, and
 * Boot's own would step aside for it.
 */
final class DutyScheduler implements ScheduledTaskHolder {

	private @Nullable ThreadPoolTaskScheduler scheduler;

	private volatile @Nullable ScheduledTaskRegistrar registrar;

	/**
	 * Begins to drive duties.
	 * @param duties the duties
	 */
	void start(List<Duty> duties) {
		if (duties.isEmpty() || this.scheduler != null) {
			return;
		}
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		// One thread each: a duty that waits for the database must not keep the others.
		scheduler.setPoolSize(duties.size());
		scheduler.setThreadNamePrefix("workflows-duty-");
		scheduler.setDaemon(true);
		scheduler.setRemoveOnCancelPolicy(true);
		scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		scheduler.setWaitForTasksToCompleteOnShutdown(true);
		scheduler.setAwaitTerminationSeconds(10);
		scheduler.initialize();
		ScheduledTaskRegistrar registrar = new ScheduledTaskRegistrar();
		registrar.setTaskScheduler(scheduler);
		for (Duty duty : duties) {
			DutyTask task = new DutyTask(duty);
			registrar.addTriggerTask(new TriggerTask(task, task));
		}
		registrar.afterPropertiesSet();
		this.scheduler = scheduler;
		this.registrar = registrar;
	}

	/**
	 * Drives them no longer. Returns when those under way have ended.
	 */
	void stop() {
		if (this.registrar != null) {
			this.registrar.destroy();
			this.registrar = null;
		}
		if (this.scheduler != null) {
			this.scheduler.shutdown();
			this.scheduler = null;
		}
	}

	@Override
	public Set<ScheduledTask> getScheduledTasks() {
		ScheduledTaskRegistrar current = this.registrar;
		return (current != null) ? current.getScheduledTasks() : Set.of();
	}

	/** A duty that is due again when its last run has said. */
	private static final class DutyTask implements Runnable, Trigger {

		private final Duty duty;

		private volatile Duration wait = Duration.ZERO;

		DutyTask(Duty duty) {
			this.duty = duty;
		}

		@Override
		public void run() {
			this.wait = this.duty.run();
		}

		@Override
		public Instant nextExecution(TriggerContext context) {
			Instant last = context.lastCompletion();
			return (last != null) ? last.plus(this.wait) : context.getClock().instant();
		}

		@Override
		public String toString() {
			return "workflows." + this.duty.name();
		}

	}

}
