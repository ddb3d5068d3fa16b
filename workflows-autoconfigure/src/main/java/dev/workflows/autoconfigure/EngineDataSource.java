package dev.workflows.autoconfigure;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.WorkflowValidationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.util.ClassUtils;

/**
 * The connections of the engine, which application threads cannot take: a second, small
 * pool that is set up like the application's. It is held here and is no bean itself, as a
 * second {@link DataSource} bean would change what Boot and the application configure.
 */
final class EngineDataSource implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EngineDataSource.class);

	private static final boolean HIKARI_PRESENT = ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource",
			EngineDataSource.class.getClassLoader());

	private final DataSource application;

	private final DataSource engine;

	private EngineDataSource(DataSource application, DataSource engine) {
		this.application = application;
		this.engine = engine;
	}

	/**
	 * Opens the engine's connections.
	 * @param application the application's data source
	 * @param poolSize how many connections
	 * @return the connections
	 * @throws WorkflowValidationException (WF-3302) if the data source cannot write
	 */
	static EngineDataSource open(DataSource application, int poolSize) {
		DataSource engine = HIKARI_PRESENT ? Hikari.privatePool(application, poolSize) : null;
		if (engine == null) {
			logger.warn(
					"The engine takes its connections from the application's {}: keep more of them than there are"
							+ " application threads, or use a HikariCP pool, of which the engine makes one for itself",
					application.getClass().getSimpleName());
		}
		return new EngineDataSource(application, (engine != null) ? engine : application);
	}

	/**
	 * Returns the application's data source.
	 * @return the data source whose transactions are joined
	 */
	DataSource application() {
		return this.application;
	}

	/**
	 * Returns the engine's data source.
	 * @return a data source on the same database, possibly the same object
	 */
	DataSource engine() {
		return this.engine;
	}

	/**
	 * Returns whether the engine has connections of its own.
	 * @return whether it has
	 */
	boolean isDedicated() {
		return this.engine != this.application;
	}

	@Override
	public void close() throws Exception {
		if (isDedicated() && this.engine instanceof AutoCloseable pool) {
			pool.close();
		}
	}

	/** Apart, so that the outer class works without HikariCP. */
	private static final class Hikari {

		private static final String POOL_NAME = "workflows";

		static @Nullable DataSource privatePool(DataSource application, int poolSize) {
			HikariDataSource pool = DataSourceUnwrapper.unwrap(application, com.zaxxer.hikari.HikariConfigMXBean.class,
					HikariDataSource.class);
			if (pool == null) {
				return null;
			}
			if (pool.isReadOnly()) {
				throw new WorkflowValidationException("WF-3302",
						"the connection pool of the workflows is read-only; mark the DataSource that can write with"
								+ " @WorkflowsDataSource");
			}
			if (isPerConnection(pool.getJdbcUrl())) {
				return null;
			}
			warnOfDeferredTransactions(pool);
			HikariConfig config = new HikariConfig();
			pool.copyStateTo(config);
			config.setPoolName(POOL_NAME);
			config.setMaximumPoolSize(poolSize);
			config.setMinimumIdle(1);
			// The name is the same in every context, and a JVM can hold several.
			config.setRegisterMbeans(false);
			return new HikariDataSource(config);
		}

		/**
		 * SQLite lets one connection write, and whoever has read before must begin anew.
		 */
		private static void warnOfDeferredTransactions(HikariDataSource pool) {
			String url = pool.getJdbcUrl();
			if (url != null && url.startsWith("jdbc:sqlite:") && !url.contains("transaction_mode=")
					&& !pool.getDataSourceProperties().containsKey("transaction_mode")) {
				logger.warn("A transaction of the application that reads before it writes fails (SQLITE_BUSY) when the"
						+ " engine writes in between; put transaction_mode=IMMEDIATE into the URL of the database");
			}
		}

		/** Whether every connection opens a database of its own. */
		private static boolean isPerConnection(@Nullable String url) {
			return url != null && (url.equals("jdbc:h2:mem:") || url.startsWith("jdbc:h2:mem:;")
					|| url.equals("jdbc:sqlite:") || url.startsWith("jdbc:sqlite:?")
					|| (url.startsWith("jdbc:sqlite:") && url.contains(":memory:") && !url.contains("cache=shared")));
		}

	}

}
