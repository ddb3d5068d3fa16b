package dev.workflows.store.jdbc;

import java.sql.SQLException;

/**
 * What is done with one connection.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
interface Work<T> {

	T with(Statements statements) throws SQLException;

}
