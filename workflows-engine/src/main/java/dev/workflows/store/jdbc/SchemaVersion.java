package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What {@code workflow_schema} says.
 *
 * @param version the version of the tables, 0 if there are none
 * @param compatibleFrom the oldest version of the library's tables whose nodes may work
 * on these
 */
record SchemaVersion(int version, int compatibleFrom) {

	private static final SchemaVersion NONE = new SchemaVersion(0, 0);

	/**
	 * Reads the catalog: to_regclass answers from a cache that the lock does not renew.
	 */
	private static final String EXISTS_ON_POSTGRESQL = """
			select exists (select 1 from pg_catalog.pg_class
			where relname = 'workflow_schema' and pg_catalog.pg_table_is_visible(oid))""";

	private static final String LAST = """
			select version, compatible_from from workflow_schema order by version desc""";

	/**
	 * Reads the version.
	 * @param connection the connection
	 * @param vendor the database
	 * @return the version
	 * @throws SQLException if the database does not answer
	 */
	static SchemaVersion read(Connection connection, Vendor vendor) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			// A statement that fails would end the transaction that may be open there.
			if (vendor == Vendor.POSTGRESQL && !exists(statement)) {
				return NONE;
			}
			try (ResultSet rows = statement.executeQuery(LAST)) {
				return rows.next() ? new SchemaVersion(rows.getInt(1), rows.getInt(2)) : NONE;
			}
		}
		catch (SQLException ex) {
			if (SqlErrors.isUndefinedTable(ex)) {
				return NONE;
			}
			throw ex;
		}
	}

	private static boolean exists(Statement statement) throws SQLException {
		try (ResultSet rows = statement.executeQuery(EXISTS_ON_POSTGRESQL)) {
			return rows.next() && rows.getBoolean(1);
		}
	}

}
