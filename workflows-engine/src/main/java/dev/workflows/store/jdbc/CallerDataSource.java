package dev.workflows.store.jdbc;

import java.util.Map;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The application's data source, as Spring's transaction managers bind it to the calling
 * thread. A manager may have been given the same data source inside or outside of a
 * proxy, so what is compared is the innermost one.
 */
final class CallerDataSource {

	private final DataSource dataSource;

	private final DataSource innermost;

	private final Probe probe;

	CallerDataSource(DataSource application) {
		this.dataSource = unwrapped(application);
		this.innermost = innermost(application);
		this.probe = new Probe(this.dataSource);
	}

	/**
	 * Returns the data source to read from when the calling thread has no transaction. It
	 * is also the key that Spring's managers use, except behind a proxy of another kind.
	 * @return the data source
	 */
	DataSource dataSource() {
		return this.dataSource;
	}

	/**
	 * Returns the key under which the calling thread's transaction on this database is
	 * bound; what is to join it asks {@code DataSourceUtils} with this key.
	 * @return the key, or {@code null} if there is no such transaction
	 */
	@Nullable DataSource joinable() {
		if (!TransactionSynchronizationManager.isActualTransactionActive()) {
			return null;
		}
		if (isTransactional(this.dataSource, this.probe)) {
			return this.dataSource;
		}
		for (Map.Entry<Object, Object> bound : TransactionSynchronizationManager.getResourceMap().entrySet()) {
			if (bound.getKey() instanceof DataSource key && bound.getValue() instanceof ConnectionHolder
					&& key != this.dataSource && innermost(key) == this.innermost
					&& isTransactional(key, new Probe(key))) {
				return key;
			}
		}
		return null;
	}

	/**
	 * Returns what is bound under a key.
	 * @param key the key
	 * @return the holder, or {@code null}
	 */
	static @Nullable ConnectionHolder holder(DataSource key) {
		return (TransactionSynchronizationManager.getResource(key) instanceof ConnectionHolder holder) ? holder : null;
	}

	/**
	 * A connection may also be bound only to be used again by the same thread, each
	 * statement on its own: inside a transaction on another database, for example. JPA's
	 * manager binds its holder without a mark, the others can be asked.
	 */
	private static boolean isTransactional(DataSource key, Probe probe) {
		ConnectionHolder holder = holder(key);
		return holder != null && (!holder.isSynchronizedWithTransaction() || probe.seesTransaction());
	}

	private static DataSource unwrapped(DataSource dataSource) {
		DataSource result = dataSource;
		while (result instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null) {
			result = proxy.getTargetDataSource();
		}
		return result;
	}

	private static DataSource innermost(DataSource dataSource) {
		DataSource result = dataSource;
		while (result instanceof DelegatingDataSource proxy && proxy.getTargetDataSource() != null) {
			result = proxy.getTargetDataSource();
		}
		return result;
	}

	/**
	 * Knows what only a transaction manager can know.
	 */
	@SuppressWarnings("serial")
	private static final class Probe extends DataSourceTransactionManager {

		Probe(DataSource dataSource) {
			super(dataSource);
		}

		boolean seesTransaction() {
			return isExistingTransaction(doGetTransaction());
		}

	}

}
