package dev.workflows.sample.kill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.workflows.sample.MailCollector.Receipt;

/**
 * Compares what the database says with what the mail provider and the shop's log saw.
 */
final class Audit {

	private static final Pattern READ = Pattern.compile("^(\\S+) .* reads cart ([0-9a-f-]{36})$");

	private static final String CARTS = "select id, email from cart";

	private static final String INSTANCES = """
			select id, run, status, output from workflow_instance where workflow = 'purchase-workflow'
			""";

	private static final String ENDED_STEPS = """
			select i.id, s.name, s.ended_at from workflow_step s
			join workflow_instance i on i.instance_key = s.instance_key
			where s.kind = 'run' and s.ended_at is not null
			""";

	private final List<String> violations = new ArrayList<>();

	private final Map<String, String> carts = new HashMap<>();

	private final Map<String, Integer> runs = new HashMap<>();

	/** When a step's result was recorded, by the instance's id and the step's name. */
	private final Map<String, Long> ended = new HashMap<>();

	private int complete;

	private int ranAgain;

	static Audit of(Connection database, List<Receipt> receipts, Path log, Set<String> acknowledged)
			throws SQLException, IOException {
		Audit audit = new Audit();
		audit.read(database);
		audit.checkCarts(acknowledged);
		audit.checkMails(receipts);
		audit.checkReads(log);
		return audit;
	}

	private void read(Connection database) throws SQLException {
		try (Statement statement = database.createStatement()) {
			try (ResultSet rows = statement.executeQuery(CARTS)) {
				while (rows.next()) {
					this.carts.put(rows.getString(1), rows.getString(2));
				}
			}
			try (ResultSet rows = statement.executeQuery(INSTANCES)) {
				while (rows.next()) {
					String id = rows.getString(1);
					this.runs.put(id, rows.getInt(2));
					if (rows.getString(3).equals("complete") && "true".equals(rows.getString(4))) {
						this.complete++;
					}
					else {
						this.violations.add("reminder " + id + " is " + rows.getString(3));
					}
				}
			}
			try (ResultSet rows = statement.executeQuery(ENDED_STEPS)) {
				while (rows.next()) {
					this.ended.put(rows.getString(1) + rows.getString(2), rows.getLong(3));
				}
			}
		}
	}

	private void checkCarts(Set<String> acknowledged) {
		for (String cart : this.carts.keySet()) {
			require(this.runs.containsKey(cart), "cart " + cart + " has no reminder");
		}
		for (String id : this.runs.keySet()) {
			require(this.carts.containsKey(id), "reminder " + id + " has no cart");
		}
		for (String cart : acknowledged) {
			require(this.carts.containsKey(cart), "cart " + cart + " was acknowledged and is lost");
		}
	}

	private void checkMails(List<Receipt> receipts) {
		Map<String, List<Receipt>> byRecipient = new HashMap<>();
		Map<String, String> recipients = new HashMap<>();
		for (Receipt receipt : receipts) {
			byRecipient.computeIfAbsent(receipt.to(), (to) -> new ArrayList<>()).add(receipt);
			String other = recipients.putIfAbsent(receipt.key(), receipt.to());
			require(other == null || other.equals(receipt.to()), "key " + receipt.key() + " was used for two carts");
		}
		this.carts.forEach((cart, email) -> {
			List<Receipt> tries = byRecipient.getOrDefault(email, List.of());
			require(tries.stream().anyMatch(Receipt::accepted), "cart " + cart + " was never reminded");
			Set<String> keys = new HashSet<>();
			tries.forEach((receipt) -> keys.add(receipt.key()));
			require(keys.size() == this.runs.getOrDefault(cart, 0),
					"cart " + cart + " has " + keys.size() + " keys in " + this.runs.get(cart) + " run(s)");
			tries.forEach((receipt) -> checkNotAgain(cart, "send an email", receipt.begunAt()));
		});
	}

	private void checkReads(Path log) throws IOException {
		Set<String> seen = new HashSet<>();
		for (String line : Files.readString(log, StandardCharsets.UTF_8).split("\n")) {
			Matcher matcher = READ.matcher(line);
			if (matcher.matches()) {
				seen.add(matcher.group(2));
				long at = OffsetDateTime.parse(matcher.group(1)).toInstant().toEpochMilli();
				checkNotAgain(matcher.group(2), "retrieve cart from database", at);
			}
		}
		for (String cart : this.carts.keySet()) {
			require(seen.contains(cart), "cart " + cart + " was never read, or the log was not understood");
		}
	}

	private void checkNotAgain(String cart, String step, long begunAt) {
		Long endedAt = this.ended.get(cart + step);
		if (endedAt == null) {
			this.violations.add("step '" + step + "' of cart " + cart + " ran and has no result");
		}
		else if (begunAt > endedAt) {
			this.ranAgain++;
			this.violations.add("step '" + step + "' of cart " + cart + " began " + (begunAt - endedAt)
					+ " ms after its result was recorded");
		}
	}

	private void require(boolean holds, String violation) {
		if (!holds) {
			this.violations.add(violation);
		}
	}

	List<String> violations() {
		return this.violations;
	}

	int carts() {
		return this.carts.size();
	}

	int complete() {
		return this.complete;
	}

	int ranAgain() {
		return this.ranAgain;
	}

}
