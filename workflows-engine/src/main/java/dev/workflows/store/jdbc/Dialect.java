package dev.workflows.store.jdbc;

import java.sql.SQLException;

import dev.workflows.store.StoreTraits;

/**
 * What really differs between the databases.
 */
interface Dialect {

	/**
	 * Returns what kind of store it is.
	 * @return the traits
	 */
	StoreTraits traits();

	/**
	 * Returns how connections are prepared and transactions done.
	 * @return the sessions
	 */
	Sessions sessions();

	/**
	 * Returns the time.
	 * @return an SQL expression of epoch ms
	 */
	String now();

	/**
	 * Returns what makes a query lock its rows without waiting.
	 * @return what is put behind a query of one table; it passes over locked rows
	 */
	String skipLocked();

	/**
	 * Returns what makes a query lock its rows and wait a while for them.
	 * @return what is put behind a query of one table
	 */
	String lock();

	/**
	 * Returns what makes a query hold on to a node row without hindering its renewal more
	 * than the database must.
	 * @return what is put behind a query of one table
	 */
	String lockNode();

	/**
	 * Returns what makes an insert pass over rows that are there.
	 * @return what is put behind an insert, empty where that is an error that
	 * {@link #isDuplicate} knows
	 */
	String ignoreDuplicate();

	/**
	 * Returns whether an error says that the row is there already and left the
	 * transaction as it was.
	 * @param ex the error
	 * @return whether it does
	 */
	boolean isDuplicate(SQLException ex);

	/**
	 * Returns what makes a query of instances use the index of what is due, where the
	 * database must be told.
	 * @return what is put behind the table's name
	 */
	default String useDueIndex() {
		return "";
	}

	/**
	 * Returns whether UUIDs are kept as text.
	 * @return whether they are
	 */
	boolean keepsUuidAsText();

	/**
	 * Returns what compares a UUID with many.
	 * @return what is put behind the column's name; takes one parameter,
	 * {@link Bind#uuids}
	 */
	default String anyOf() {
		return " = any(?)";
	}

	/**
	 * Returns how due rows are claimed.
	 * @param connections the connections
	 * @return the claims
	 */
	Claims claims(Connections connections);

	/**
	 * Returns how commits are written.
	 * @param connections the connections
	 * @return the writer
	 */
	CommitWriter commitWriter(Connections connections);

	/**
	 * Returns how many instances are inserted at once.
	 * @param connections the connections
	 * @return the inserts
	 */
	InstanceInserts instanceInserts(Connections connections);

	/**
	 * Puts the time into a statement.
	 * @param sql the statement with <code>{now}</code>
	 * @return the statement
	 */
	default String sql(String sql) {
		return sql.replace("{now}", now());
	}

	/**
	 * Executes an insert that may find its row there.
	 * @param insert the insert, which ends in {@link #ignoreDuplicate}
	 * @return whether it was inserted
	 * @throws SQLException for any other trouble
	 */
	default boolean insertIfAbsent(Bind insert) throws SQLException {
		try {
			return insert.update() == 1;
		}
		catch (SQLException ex) {
			if (isDuplicate(ex)) {
				return false;
			}
			throw ex;
		}
	}

}
