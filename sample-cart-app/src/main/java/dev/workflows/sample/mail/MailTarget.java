package dev.workflows.sample.mail;

/**
 * Where mails go.
 */
interface MailTarget {

	/**
	 * Delivers a mail. The same key means the same mail: a good target delivers it once,
	 * however often it is called.
	 * @param mail the mail
	 */
	void deliver(Mail mail);

}
