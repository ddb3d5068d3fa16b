package dev.workflows.sample.mail;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

import dev.workflows.sample.ShopProperties;
import dev.workflows.sample.cart.CartView;

import org.springframework.stereotype.Component;

/**
 * Writes reminders and sends them, by way of a provider that fails now and then.
 *
 * @since 0.1
 */
@Component
public class ReminderMailer {

	private final MailTarget target;

	private final double failureRate;

	ReminderMailer(MailTarget target, ShopProperties properties) {
		this.target = target;
		this.failureRate = properties.mail().failureRate();
	}

	/**
	 * Reminds the owner of a cart.
	 * @param cart the cart
	 * @param key equal for every try to send the same reminder
	 * @throws IllegalStateException if the provider fails
	 */
	public void remind(CartView cart, String key) {
		if (ThreadLocalRandom.current().nextDouble() < this.failureRate) {
			throw new IllegalStateException("mail provider is down");
		}
		String text = String.format(Locale.ROOT, "%d item(s) for %d.%02d are waiting for you.", cart.items().size(),
				cart.totalCents() / 100, cart.totalCents() % 100);
		this.target.deliver(new Mail(key, cart.email(), "You forgot your cart", text));
	}

}
