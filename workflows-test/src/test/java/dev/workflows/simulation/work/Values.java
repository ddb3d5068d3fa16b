package dev.workflows.simulation.work;

import java.util.UUID;

import dev.workflows.store.StepKey;

/**
 * What verbs answer. Each answer is a hash of all that went before, so that a run that
 * takes a wrong one can never meet the recorded ones again.
 */
public final class Values {

	public static final String START = "start";

	private Values() {
	}

	/** The result of a step: what it drew, and a hash. */
	public static String output(UUID instance, StepKey key, String previous, String nonce) {
		return nonce + ":" + hash(instance + "|" + key.name() + "|" + key.count() + "|" + previous + "|" + nonce);
	}

	/** The part of a step's result that was drawn. */
	public static String nonce(String output) {
		return output.substring(0, output.indexOf(':'));
	}

	/** What the workflow makes of a failure that it catches. */
	public static String failed(StepKey key, String previous) {
		return "failed:" + hash(key.name() + "|" + key.count() + "|" + previous);
	}

	public static String slept(StepKey key, String previous) {
		return "slept:" + hash(key.name() + "|" + key.count() + "|" + previous);
	}

	private static String hash(String text) {
		long hash = 0xcbf29ce484222325L;
		for (int i = 0; i < text.length(); i++) {
			hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
		}
		return Long.toHexString(hash);
	}

}
