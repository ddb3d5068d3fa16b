package dev.workflows.sample.mail;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

import dev.workflows.sample.ShopProperties;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.springframework.web.client.RestClient;

/**
 * Posts mails to a provider that knows the {@code Idempotency-Key} header.
 */
@Component
@Primary
@ConditionalOnProperty("shop.mail.url")
class HttpMailTarget implements MailTarget {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

	private final RestClient http;

	private final URI url;

	HttpMailTarget(ShopProperties properties) {
		URI url = properties.mail().url();
		Assert.notNull(url, "'url' must not be null");
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build());
		requests.setReadTimeout(READ_TIMEOUT);
		this.http = RestClient.builder().requestFactory(requests).build();
		this.url = url;
	}

	@Override
	public void deliver(Mail mail) {
		this.http.post().uri(this.url).header("Idempotency-Key", mail.key()).body(mail).retrieve().toBodilessEntity();
	}

}
