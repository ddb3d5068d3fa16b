package dev.workflows.sample;

import java.net.URI;
import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set; the values are in {@code application.yaml}.
 *
 * @param reminderAfter how long a cart lies before its owner is reminded
 * @param repairEvery how often reminders that failed are started again
 * @param mail about mails
 * @since 0.1
 */
@ConfigurationProperties("shop")
@Validated
public record ShopProperties(Duration reminderAfter, Duration repairEvery, @Valid Mail mail) {

	/**
	 * About mails.
	 *
	 * @param url where mails are posted to; without it they are only logged
	 * @param failureRate how often sending fails, 0 to 1
	 * @param retryDelay how long to wait after the first failure
	 */
	public record Mail(@Nullable URI url, @DecimalMin("0") @DecimalMax("1") double failureRate, Duration retryDelay) {
	}

}
