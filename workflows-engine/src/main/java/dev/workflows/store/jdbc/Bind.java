package dev.workflows.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.workflows.store.StepKey;
import org.jspecify.annotations.Nullable;

/**
 * Binds the parameters of a statement from left to right, then executes it.
 */
final class Bind {

	private final PreparedStatement statement;

	private final boolean uuidAsText;

	private final boolean queues;

	private int index;

	Bind(PreparedStatement statement, boolean uuidAsText, boolean queues) {
		this.statement = statement;
		this.uuidAsText = uuidAsText;
		this.queues = queues;
	}

	Bind uuid(UUID value) throws SQLException {
		if (this.uuidAsText) {
			this.statement.setString(++this.index, value.toString());
		}
		else {
			this.statement.setObject(++this.index, value);
		}
		return this;
	}

	/**
	 * Binds what {@link Dialect#anyOf} takes.
	 */
	Bind uuids(List<UUID> values) throws SQLException {
		if (!this.uuidAsText) {
			return array("uuid", values.toArray());
		}
		return text(values.stream()
			.map((value) -> '"' + value.toString() + '"')
			.collect(Collectors.joining(",", "[", "]")));
	}

	Bind text(@Nullable String value) throws SQLException {
		this.statement.setString(++this.index, value);
		return this;
	}

	Bind texts(Collection<String> values) throws SQLException {
		for (String value : values) {
			text(value);
		}
		return this;
	}

	Bind number(long value) throws SQLException {
		this.statement.setLong(++this.index, value);
		return this;
	}

	Bind optional(@Nullable Long value) throws SQLException {
		if (value == null) {
			this.statement.setNull(++this.index, Types.BIGINT);
			return this;
		}
		return number(value);
	}

	Bind integer(int value) throws SQLException {
		this.statement.setInt(++this.index, value);
		return this;
	}

	Bind step(StepKey key) throws SQLException {
		return text(key.scope()).text(Rows.word(key.kind())).text(key.name()).integer(key.count());
	}

	/**
	 * Binds an array; for databases that have them.
	 * @param type the database's name of the elements' type
	 * @param values the elements
	 * @return this
	 * @throws SQLException if it cannot be bound
	 */
	Bind array(String type, @Nullable Object[] values) throws SQLException {
		this.statement.setArray(++this.index, this.statement.getConnection().createArrayOf(type, values));
		return this;
	}

	ResultSet query() throws SQLException {
		return this.statement.executeQuery();
	}

	/**
	 * Executes it, or queues it.
	 * @return the number of rows, 1 if it is queued
	 * @throws SQLException if the database refuses
	 */
	int update() throws SQLException {
		if (this.queues) {
			this.statement.addBatch();
			return 1;
		}
		return this.statement.executeUpdate();
	}

}
