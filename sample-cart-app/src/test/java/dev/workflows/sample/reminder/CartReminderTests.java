package dev.workflows.sample.reminder;

import java.time.Duration;
import java.util.List;

import dev.workflows.sample.ShopProperties;
import dev.workflows.sample.cart.CartItem;
import dev.workflows.sample.cart.CartView;
import dev.workflows.sample.cart.Carts;
import dev.workflows.sample.mail.ReminderMailer;
import dev.workflows.test.WorkflowTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willDoNothing;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/**
 * The reminder in virtual time: three days pass in a moment.
 */
class CartReminderTests {

	private static final String WORKFLOW = CartReminder.REMINDER.name();

	private static final String LOOK = "retrieve cart from database";

	private static final String SEND = "send an email";

	private final Carts carts = mock(Carts.class);

	private final ReminderMailer mailer = mock(ReminderMailer.class);

	private final ShopProperties properties = new ShopProperties(Duration.ofDays(3), Duration.ofMinutes(1),
			new ShopProperties.Mail(null, 0, Duration.ofMinutes(1)));

	private final WorkflowTester tester = WorkflowTester.of(new CartReminder(this.carts, this.mailer, this.properties));

	@BeforeEach
	void openCart() {
		given(this.carts.view("cart-1")).willReturn(cart(false));
		this.tester.client().create(CartReminder.REMINDER, "cart-1", new CartReminder.Params("cart-1"));
	}

	@AfterEach
	void stop() {
		this.tester.close();
	}

	@Test
	void ownerIsRemindedAfterThreeDaysAndNotBefore() {
		this.tester.advance(Duration.ofDays(3).minusSeconds(1));
		this.tester.assertThat(WORKFLOW, "cart-1").isWaiting().hasNoStep(LOOK);
		this.tester.advance(Duration.ofSeconds(1));
		this.tester.assertThat(WORKFLOW, "cart-1").isComplete().hasOutput("true");
		then(this.mailer).should().remind(eq(cart(false)), any());
	}

	@Test
	void ownerOfCartThatIsCheckedOutIsLeftAlone() {
		given(this.carts.view("cart-1")).willReturn(cart(true));
		this.tester.advance(Duration.ofDays(3));
		this.tester.assertThat(WORKFLOW, "cart-1").isComplete().hasOutput("false").hasNoStep(SEND);
		then(this.mailer).should(never()).remind(any(), any());
	}

	@Test
	void failedMailIsTriedAgainUnderTheSameKey() {
		willThrow(new IllegalStateException("down")).willThrow(new IllegalStateException("down"))
			.willDoNothing()
			.given(this.mailer)
			.remind(any(), any());
		this.tester.advance(Duration.ofDays(3));
		this.tester.assertThat(WORKFLOW, "cart-1").isWaiting();
		this.tester.advance(Duration.ofMinutes(3));
		this.tester.assertThat(WORKFLOW, "cart-1").isComplete().hasSucceeded(SEND, 3);
		ArgumentCaptor<String> keys = ArgumentCaptor.forClass(String.class);
		then(this.mailer).should(times(3)).remind(any(), keys.capture());
		assertThat(keys.getAllValues()).containsOnly(keys.getValue());
		then(this.carts).should(times(1)).view("cart-1");
	}

	@Test
	void crashBetweenTriesForgetsNothing() {
		willThrow(new IllegalStateException("down")).given(this.mailer).remind(any(), any());
		this.tester.advance(Duration.ofDays(3));
		this.tester.crash();
		willDoNothing().given(this.mailer).remind(any(), any());
		this.tester.advance(Duration.ofMinutes(1));
		this.tester.assertThat(WORKFLOW, "cart-1").isComplete().hasSucceeded(SEND, 2);
		then(this.carts).should(times(1)).view("cart-1");
	}

	@Test
	void reminderFailsWhenRetriesAreUsedUpAndIsSentAfterRepair() {
		willThrow(new IllegalStateException("down")).given(this.mailer).remind(any(), any());
		this.tester.advance(Duration.ofDays(4));
		this.tester.assertThat(WORKFLOW, "cart-1").isErrored().hasFailed(SEND);
		then(this.mailer).should(times(6)).remind(any(), any());
		willDoNothing().given(this.mailer).remind(any(), any());
		repair();
		this.tester.advance(Duration.ofDays(3));
		this.tester.assertThat(WORKFLOW, "cart-1").isComplete();
		assertThat(this.tester.report(WORKFLOW, "cart-1").run()).isEqualTo(2);
	}

	@Test
	void repairLeavesAloneWhatIsWaitingOrComplete() {
		repair();
		this.tester.assertThat(WORKFLOW, "cart-1").isWaiting();
		this.tester.advance(Duration.ofDays(3));
		repair();
		this.tester.assertThat(WORKFLOW, "cart-1").isComplete();
		assertThat(this.tester.report(WORKFLOW, "cart-1").run()).isEqualTo(1);
	}

	private void repair() {
		new ReminderRepair(this.tester.client(), this.tester.store()).restartErroredReminders();
	}

	private static CartView cart(boolean checkedOut) {
		return new CartView("cart-1", "ann@example.com", List.of(new CartItem("tea", 450, 2)), 900, checkedOut);
	}

}
