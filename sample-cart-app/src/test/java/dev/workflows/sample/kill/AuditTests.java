package dev.workflows.sample.kill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.workflows.sample.MailCollector.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The kill test must be able to fail: each lie is told to its audit once.
 */
class AuditTests {

	private static final String CART = "11111111-2222-3333-4444-555555555555";

	private static final long READ_AT = 1_000;

	private static final long SENT_AT = 2_000;

	@TempDir
	private Path folder;

	private Connection database;

	@BeforeEach
	void tellTheTruth() throws SQLException {
		this.database = DriverManager.getConnection("jdbc:h2:mem:");
		execute("create table cart (id varchar, email varchar)");
		execute("create table workflow_instance (instance_key int, workflow varchar, id varchar, run int, "
				+ "status varchar, output varchar)");
		execute("create table workflow_step (instance_key int, kind varchar, name varchar, ended_at bigint)");
		execute("insert into cart values ('" + CART + "', 'ann')");
		execute("insert into workflow_instance values (1, 'purchase-workflow', '" + CART + "', 1, 'complete', 'true')");
		execute("insert into workflow_step values (1, 'run', 'retrieve cart from database', " + READ_AT + ")");
		execute("insert into workflow_step values (1, 'run', 'send an email', " + SENT_AT + ")");
	}

	@AfterEach
	void close() throws SQLException {
		this.database.close();
	}

	@Test
	void truthIsBelieved() throws Exception {
		Audit audit = audit(READ_AT, Receipt.sent("k", "ann", SENT_AT - 500), Receipt.sent("k", "ann", SENT_AT));
		assertThat(audit.violations()).isEmpty();
		assertThat(audit.complete()).isEqualTo(1);
		assertThat(audit.ranAgain()).isZero();
	}

	@Test
	void mailAfterItsResultIsFound() throws Exception {
		Audit audit = audit(READ_AT, Receipt.sent("k", "ann", SENT_AT), Receipt.sent("k", "ann", SENT_AT + 1));
		assertThat(audit.violations()).singleElement().asString().contains("began 1 ms after its result was recorded");
		assertThat(audit.ranAgain()).isEqualTo(1);
	}

	@Test
	void readAfterItsResultIsFound() throws Exception {
		Audit audit = audit(READ_AT + 1, Receipt.sent("k", "ann", SENT_AT));
		assertThat(audit.violations()).singleElement().asString().contains("'retrieve cart from database'");
	}

	@Test
	void secondKeyIsFound() throws Exception {
		Audit audit = audit(READ_AT, Receipt.sent("k", "ann", SENT_AT - 1), Receipt.sent("other", "ann", SENT_AT));
		assertThat(audit.violations()).containsExactly("cart " + CART + " has 2 keys in 1 run(s)");
	}

	@Test
	void mailThatWasNeverSentIsFound() throws Exception {
		assertThat(audit(READ_AT).violations()).contains("cart " + CART + " was never reminded");
	}

	@Test
	void cartThatIsLostIsFound() throws Exception {
		execute("delete from cart");
		assertThat(audit(READ_AT, Receipt.sent("k", "ann", SENT_AT)).violations())
			.contains("reminder " + CART + " has no cart", "cart " + CART + " was acknowledged and is lost");
	}

	@Test
	void reminderThatIsLostIsFound() throws Exception {
		execute("delete from workflow_instance");
		assertThat(audit(READ_AT, Receipt.sent("k", "ann", SENT_AT)).violations())
			.contains("cart " + CART + " has no reminder");
	}

	@Test
	void reminderThatDidNotEndIsFound() throws Exception {
		execute("update workflow_instance set status = 'running', output = null");
		assertThat(audit(READ_AT, Receipt.sent("k", "ann", SENT_AT)).violations())
			.containsExactly("reminder " + CART + " is running");
	}

	private Audit audit(long readAt, Receipt... receipts) throws Exception {
		Path log = this.folder.resolve("shop.log");
		Files.writeString(log, String.format("%s DEBUG 1 --- [shop] [worker] d.w.sample.cart.Carts : reads cart %s%n",
				Instant.ofEpochMilli(readAt), CART));
		return Audit.of(this.database, List.of(receipts), log, Set.of(CART));
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = this.database.createStatement()) {
			statement.execute(sql);
		}
	}

}
