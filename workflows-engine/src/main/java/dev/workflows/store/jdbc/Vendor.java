package dev.workflows.store.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/**
 * The databases that the store works on, as the connection's metadata tells them apart.
 */
enum Vendor {

	POSTGRESQL("PostgreSQL", "postgresql"),

	H2("H2", "h2"),

	SQLITE("SQLite", "sqlite");

	private final String product;

	private final String folder;

	Vendor(String product, String folder) {
		this.product = product;
		this.folder = folder;
	}

	/**
	 * Returns the vendor of a connection.
	 * @param connection the connection
	 * @return the vendor
	 * @throws SQLException if the metadata cannot be read
	 * @throws SchemaException if it is none of them
	 */
	static Vendor of(Connection connection) throws SQLException {
		String product = connection.getMetaData().getDatabaseProductName();
		for (Vendor vendor : values()) {
			if (vendor.product.equalsIgnoreCase(product)) {
				return vendor;
			}
		}
		throw new SchemaException("WF-3406",
				"workflows cannot be kept on " + product + "; use a DataSource of PostgreSQL, H2 or SQLite");
	}

	/**
	 * Returns whether a database runs in this process.
	 * @param metaData the metadata of a connection of this vendor
	 * @return whether it is H2 in memory or on a file, or SQLite
	 * @throws SQLException if the metadata cannot be read
	 */
	boolean isEmbedded(DatabaseMetaData metaData) throws SQLException {
		return switch (this) {
			case POSTGRESQL -> false;
			case H2 -> {
				String url = metaData.getURL();
				yield !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:");
			}
			case SQLITE -> true;
		};
	}

	/**
	 * Returns the folder of the vendor's scripts.
	 * @return the folder's name
	 */
	String folder() {
		return this.folder;
	}

}
