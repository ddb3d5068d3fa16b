package dev.workflows.payload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Hashes JSON by what it means: keys sorted, no white space, every text with its length
 * in front, numbers as they are written.
 */
final class CanonicalHash {

	private CanonicalHash() {
	}

	static String of(JsonNode node) {
		MessageDigest digest = sha256();
		add(digest, node);
		return HexFormat.of().formatHex(digest.digest());
	}

	private static void add(MessageDigest digest, JsonNode node) {
		if (node.isObject()) {
			List<String> names = new ArrayList<>(node.propertyNames());
			names.sort(null);
			mark(digest, '{', names.size());
			for (String name : names) {
				text(digest, '"', name);
				add(digest, node.get(name));
			}
		}
		else if (node.isArray()) {
			mark(digest, '[', node.size());
			node.forEach((element) -> add(digest, element));
		}
		else {
			text(digest, node.isString() ? '"' : '=', node.isString() ? node.stringValue() : node.toString());
		}
	}

	private static void text(MessageDigest digest, char kind, String text) {
		mark(digest, kind, text.length());
		// By hand, as encoders replace a surrogate without a partner.
		byte[] bytes = new byte[text.length() * 2];
		for (int i = 0; i < text.length(); i++) {
			bytes[2 * i] = (byte) (text.charAt(i) >> 8);
			bytes[2 * i + 1] = (byte) text.charAt(i);
		}
		digest.update(bytes);
	}

	private static void mark(MessageDigest digest, char kind, int length) {
		digest.update((kind + Integer.toString(length) + ':').getBytes(StandardCharsets.US_ASCII));
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JVM has SHA-256", ex);
		}
	}

}
