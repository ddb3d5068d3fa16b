package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.crashpoints.CrashStore;
import dev.workflows.crashpoints.NodeLink;
import dev.workflows.crashpoints.NodeStore;
import dev.workflows.crashpoints.Stored;
import dev.workflows.store.WorkflowStore;
import dev.workflows.test.time.VirtualTime;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A real database whose calls go wrong. The stores are opened once and then used by the
 * nodes of one run after the other.
 */
final class JdbcCrashStore implements CrashStore, BeforeAllCallback, AfterAllCallback {

	private final StoreDatabase database;

	private final List<Place> places = new ArrayList<>();

	private HikariDataSource application;

	private HikariDataSource engine;

	private CrashClock clock;

	private JdbcTemplate jdbc;

	private JdbcStore truth;

	private int used;

	JdbcCrashStore(StoreDatabase database) {
		this.database = database;
	}

	@Override
	public void beforeAll(ExtensionContext context) throws SQLException {
		this.database.beforeAll(context);
		this.application = StoreDatabase.pool(this.database.url());
		this.engine = StoreDatabase.pool(this.database.url());
		this.clock = new CrashClock(this.database.application());
		this.jdbc = this.database.fixture().jdbc();
		this.places.clear();
		this.truth = JdbcStore.open(shown(this.database.application()), shown(this.database.engine()),
				this.clock.expression());
	}

	@Override
	public void afterAll(ExtensionContext context) throws SQLException {
		if (this.truth != null) {
			this.clock.close();
			this.application.close();
			this.engine.close();
		}
		this.database.afterAll(context);
	}

	/** A data source without faults, which sees the time. */
	private DataSource shown(DataSource dataSource) {
		return new DelegatingDataSource(dataSource) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = super.getConnection();
				JdbcCrashStore.this.clock.show(connection);
				return connection;
			}

		};
	}

	@Override
	public String name() {
		return this.truth.store().traits().name();
	}

	@Override
	public void reset(VirtualTime time) {
		this.database.fixture().reset();
		this.used = 0;
		this.clock.follow(time);
	}

	@Override
	public NodeStore connect(NodeLink node) {
		if (this.used == this.places.size()) {
			this.places.add(new Place());
		}
		Place place = this.places.get(this.used++);
		place.connections.connect(node);
		return new NodeStore(place.store.store(), place.store.queries(), place.store.callerTransaction(),
				(work) -> place.transactions.executeWithoutResult((status) -> work.run()));
	}

	@Override
	public WorkflowStore truth() {
		return this.truth.store();
	}

	@Override
	public List<String> ids() {
		return this.jdbc.queryForList("select id from workflow_instance order by id", String.class);
	}

	@Override
	public Stored read(String id) {
		List<Stored.Failure> failures = this.jdbc.query("""
				select a.name, a.attempt, a.error, a.retry_at
				from workflow_instance i join workflow_attempt a on a.instance_key = i.instance_key
				where i.id = ? and a.error is not null order by a.name, a.attempt""", (row,
				number) -> new Stored.Failure(row.getString(1), row.getInt(2), row.getString(3), Rows.number(row, 4)),
				id);
		return this.jdbc.queryForObject(
				"select instance_key, status, output, error from workflow_instance where id = ?",
				(row, number) -> new Stored(row.getString(2), row.getString(3), row.getString(4),
						truth().steps(Rows.uuid(row, 1), 0, 100), failures),
				id);
	}

	@Override
	public boolean isRecorded(String id, String step) {
		return count("""
				select count(*) from workflow_instance i join workflow_step s on s.instance_key = i.instance_key
				where i.id = ? and s.name = ? and s.ended_at is not null""", id, step) > 0;
	}

	@Override
	public long ended() {
		return count("select count(*) from workflow_instance where ended_at is not null");
	}

	@Override
	public long owned() {
		return count("select count(*) from workflow_instance where owner is not null");
	}

	private long count(String sql, Object... arguments) {
		Long count = this.jdbc.queryForObject(sql, Long.class, arguments);
		return (count != null) ? count : 0;
	}

	/**
	 * Where a node can be: the application's and the engine's connections, and the store
	 * on them.
	 */
	private final class Place {

		private final CrashingConnections connections = new CrashingConnections(JdbcCrashStore.this.clock);

		private final JdbcStore store;

		private final TransactionTemplate transactions;

		Place() {
			DataSource forApplication = this.connections.around(JdbcCrashStore.this.application);
			DataSource forEngine = this.connections.around(JdbcCrashStore.this.engine);
			this.store = JdbcStore.open(forApplication, forEngine, JdbcCrashStore.this.clock.expression());
			JdbcTransactionManager manager = new JdbcTransactionManager(forApplication);
			manager.addListener(new CallerTransactionListener());
			this.transactions = new TransactionTemplate(manager);
		}

	}

}
