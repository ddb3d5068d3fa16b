package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.init.ScriptException;

/**
 * The tables and their version. Creating and migrating is safe when several nodes start
 * at once.
 * <p>
 * Tables that a newer version of the library has changed are accepted if that version has
 * marked them as compatible with this one, so that old and new nodes can work side by
 * side during a rolling upgrade.
 *
 * @since 0.1
 */
public final class JdbcSchema {

	private static final Logger logger = LoggerFactory.getLogger(JdbcSchema.class);

	private final DataSource dataSource;

	private final SchemaScripts scripts;

	/**
	 * Creates the schema's handle.
	 * @param dataSource the database
	 */
	public JdbcSchema(DataSource dataSource) {
		this(dataSource, SchemaScripts.CURRENT);
	}

	JdbcSchema(DataSource dataSource, SchemaScripts scripts) {
		this.dataSource = dataSource;
		this.scripts = scripts;
	}

	/**
	 * Returns whether the database is embedded: H2 in this process (in memory or a file)
	 * or SQLite.
	 * @return whether it is
	 * @throws SchemaException (WF-3406) if it is neither PostgreSQL, H2 nor SQLite
	 */
	public boolean isEmbedded() {
		return call((connection, vendor) -> vendor.isEmbedded(connection.getMetaData()));
	}

	/**
	 * Creates the tables where they are missing and brings older ones up to this version.
	 * Never joins a transaction.
	 * @throws SchemaException (WF-3403) if they are newer and not compatible with this
	 * version; (WF-3405) if a script cannot be run; (WF-3406) if the database is neither
	 * PostgreSQL, H2 nor SQLite
	 */
	public void createOrMigrate() {
		call((connection, vendor) -> {
			upgrade(connection, vendor);
			requireUsable(SchemaVersion.read(connection, vendor), vendor);
			return true;
		});
	}

	/**
	 * Checks that the tables are of this version, or of a newer one that is compatible.
	 * @throws SchemaException (WF-3401 to WF-3403) that names the script to run if they
	 * are missing, older, or newer
	 */
	public void check() {
		call((connection, vendor) -> {
			requireUsable(SchemaVersion.read(connection, vendor), vendor);
			return true;
		});
	}

	/**
	 * Returns the class path location of the script that creates the tables.
	 * @return the location, without a prefix
	 */
	public String scriptLocation() {
		return call((connection, vendor) -> this.scripts.location(vendor, 1));
	}

	private void upgrade(Connection connection, Vendor vendor) throws SQLException {
		try {
			new SchemaUpgrade(connection, vendor, this.scripts).run();
		}
		catch (ScriptException ex) {
			if (ex.getCause() instanceof SQLException error && SqlErrors.isInfrastructure(error)) {
				throw error;
			}
			throw new SchemaException("WF-3405",
					"could not bring the workflow tables to version " + this.scripts.version()
							+ "; the user of the DataSource may lack the right to create tables. Run the scripts in "
							+ this.scripts.base() + "/" + vendor.folder() + " by hand",
					ex);
		}
	}

	private void requireUsable(SchemaVersion found, Vendor vendor) {
		int wanted = this.scripts.version();
		if (found.version() == 0) {
			throw new SchemaException("WF-3401", "the workflow tables are missing; run "
					+ this.scripts.location(vendor, 1) + ", and every later script beside it, in order");
		}
		if (found.version() < wanted) {
			throw new SchemaException("WF-3402",
					"the workflow tables are of version " + found.version() + ", this library needs " + wanted
							+ "; run " + this.scripts.location(vendor, found.version() + 1)
							+ ", and every later script beside it, in order");
		}
		if (found.version() > wanted && found.compatibleFrom() > wanted) {
			throw new SchemaException("WF-3403",
					"the workflow tables are of version " + found.version() + ", which this library (version " + wanted
							+ ", created by " + this.scripts.location(vendor, wanted)
							+ ") cannot work on; use a library of that version");
		}
		if (found.version() > wanted) {
			logger.info("The workflow tables are of version {}, newer than {} and compatible with it", found.version(),
					wanted);
		}
	}

	private <T> T call(Work<T> work) {
		try (Connection connection = this.dataSource.getConnection()) {
			boolean autoCommit = connection.getAutoCommit();
			if (!autoCommit) {
				connection.setAutoCommit(true);
			}
			try {
				return work.run(connection, Vendor.of(connection));
			}
			finally {
				if (!autoCommit) {
					connection.setAutoCommit(false);
				}
			}
		}
		catch (SQLException ex) {
			throw SqlErrors.translate("look at the workflow tables", ex, false);
		}
	}

	/**
	 * Works on a connection that is in auto-commit mode.
	 *
	 * @param <T> what comes of it
	 */
	private interface Work<T> {

		T run(Connection connection, Vendor vendor) throws SQLException;

	}

}
