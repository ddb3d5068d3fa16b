package dev.workflows.sample.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Plays the mail provider: logs mails and shows the last ones, until the shop stops.
 */
@RestController
class Outbox implements MailTarget {

	private static final Logger logger = LoggerFactory.getLogger(Outbox.class);

	private static final int MOST_REMEMBERED = 1_000;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, Mail> mails = new LinkedHashMap<>();

	@Override
	public void deliver(Mail mail) {
		this.lock.lock();
		try {
			if (this.mails.putIfAbsent(mail.key(), mail) == null) {
				logger.info("Sent \"{}\" to {}", mail.subject(), mail.to());
			}
			if (this.mails.size() > MOST_REMEMBERED) {
				this.mails.remove(this.mails.keySet().iterator().next());
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@GetMapping("/mails")
	List<Mail> mails() {
		this.lock.lock();
		try {
			return new ArrayList<>(this.mails.values());
		}
		finally {
			this.lock.unlock();
		}
	}

}
