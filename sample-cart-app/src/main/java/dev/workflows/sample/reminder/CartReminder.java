package dev.workflows.sample.reminder;

import dev.workflows.Workflow;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowStep;
import dev.workflows.WorkflowType;
import dev.workflows.sample.ShopProperties;
import dev.workflows.sample.cart.CartView;
import dev.workflows.sample.cart.Carts;
import dev.workflows.sample.mail.ReminderMailer;

import static dev.workflows.StepOptions.retries;

/**
 * Waits, looks at the cart, and reminds its owner if it was not checked out. Its result
 * says whether it did.
 *
 * @since 0.1
 */
@Workflow("purchase-workflow")
public class CartReminder implements WorkflowEntrypoint<CartReminder.Params, Boolean> {

	/**
	 * What to create reminders by; the id of a reminder is the id of its cart.
	 */
	public static final WorkflowType<Params, Boolean> REMINDER = WorkflowType.of("purchase-workflow", Params.class,
			Boolean.class);

	private final Carts carts;

	private final ReminderMailer mailer;

	private final ShopProperties properties;

	CartReminder(Carts carts, ReminderMailer mailer, ShopProperties properties) {
		this.carts = carts;
		this.mailer = mailer;
		this.properties = properties;
	}

	@Override
	public Boolean run(WorkflowEvent<Params> event, WorkflowStep step) {
		step.sleep("wait for forgotten cart", this.properties.reminderAfter());
		CartView cart = step.run("retrieve cart from database", () -> this.carts.view(event.payload().cartId()));
		if (cart.checkedOut()) {
			return false;
		}
		step.run("send an email", retries(5).delay(this.properties.mail().retryDelay()).exponential(),
				() -> this.mailer.remind(cart, step.context().idempotencyKey()));
		return true;
	}

	/**
	 * Whom to remind of what.
	 *
	 * @param cartId the cart
	 */
	public record Params(String cartId) {
	}

}
