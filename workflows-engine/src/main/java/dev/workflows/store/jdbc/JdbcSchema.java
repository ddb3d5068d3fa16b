package dev.workflows.store.jdbc;

import javax.sql.DataSource;

/**
 * The tables and their version. Creating and migrating is safe when several nodes start
 * at once.
 *
 * @since 0.1
 */
public final class JdbcSchema {

	/**
	 * Creates the schema's handle.
	 * @param dataSource the database
	 */
	public JdbcSchema(DataSource dataSource) {
	}

	/**
	 * Returns whether the database is embedded: H2 in this process (in memory or a file)
	 * or SQLite.
	 * @return whether it is
	 */
	public boolean isEmbedded() {
		throw new IllegalStateException();
	}

	/**
	 * Creates the tables where they are missing and brings older ones up to this version.
	 */
	public void createOrMigrate() {
		throw new IllegalStateException();
	}

	/**
	 * Checks that the tables are of this version.
	 * @throws SchemaException (WF-3401 to WF-3403) that names the script to run if they
	 * are missing, older, or newer
	 */
	public void check() {
		throw new IllegalStateException();
	}

	/**
	 * Returns the class path location of the script that creates the tables.
	 * @return the location
	 */
	public String scriptLocation() {
		throw new IllegalStateException();
	}

}
