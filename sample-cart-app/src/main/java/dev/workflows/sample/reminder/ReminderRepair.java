package dev.workflows.sample.reminder;

import dev.workflows.InstanceStatus;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowInstance;
import dev.workflows.store.InstanceQueries;
import dev.workflows.store.InstanceRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts reminders again that failed for good, because the mail provider was down for
 * longer than the retries last.
 */
@Component
class ReminderRepair {

	private static final Logger logger = LoggerFactory.getLogger(ReminderRepair.class);

	private static final int MOST_AT_ONCE = 100;

	private final WorkflowClient workflows;

	private final InstanceQueries queries;

	ReminderRepair(WorkflowClient workflows, InstanceQueries queries) {
		this.workflows = workflows;
		this.queries = queries;
	}

	@Scheduled(initialDelayString = "${shop.repair-every}", fixedDelayString = "${shop.repair-every}")
	void restartErroredReminders() {
		for (InstanceRow row : this.queries.list(CartReminder.REMINDER.name(), InstanceStatus.ERRORED, null,
				MOST_AT_ONCE)) {
			WorkflowInstance<Boolean> reminder = this.workflows.get(CartReminder.REMINDER, row.id());
			if (reminder.status().error() != null) {
				logger.info("Restarts the reminder of cart {}", reminder.id());
				reminder.restart();
			}
		}
	}

}
