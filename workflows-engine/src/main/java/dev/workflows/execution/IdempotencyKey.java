package dev.workflows.execution;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import dev.workflows.store.Claimed;
import dev.workflows.store.StepKey;

/**
 * The key by which another system recognises a step that is tried again. It begins with
 * the key of the stored instance and not with its id, as the id can be used again after a
 * delete, and is made of what a header and a column of 255 characters can hold.
 */
final class IdempotencyKey {

	private static final int LONGEST_NAME = 120;

	private IdempotencyKey() {
	}

	static String of(Claimed claimed, StepKey step) {
		return claimed.key() + "/" + claimed.run() + "/" + name(step.name()) + "/" + step.count();
	}

	private static String name(String name) {
		String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
		return (encoded.length() <= LONGEST_NAME) ? encoded
				: UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
	}

}
