package dev.workflows.store.jdbc;

import java.lang.reflect.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A column of rows that are sent to PostgreSQL as one array per column.
 *
 * @param <T> what a row is made of
 * @param name the column's name
 * @param type the type
 * @param value gives the value for a row
 */
record Column<T>(String name, Type type, Function<T, @Nullable Object> value) {

	static <T> Column<T> uuid(String name, Function<T, @Nullable UUID> value) {
		return new Column<>(name, Type.UUID, value::apply);
	}

	static <T> Column<T> text(String name, Function<T, @Nullable String> value) {
		return new Column<>(name, Type.TEXT, value::apply);
	}

	static <T> Column<T> number(String name, Function<T, @Nullable Long> value) {
		return new Column<>(name, Type.NUMBER, value::apply);
	}

	static <T> Column<T> integer(String name, Function<T, @Nullable Integer> value) {
		return new Column<>(name, Type.INTEGER, value::apply);
	}

	/**
	 * Returns the rows as a table.
	 * @param alias the table's name
	 * @param columns its columns; one more, {@code ord}, counts the rows from 1
	 * @return SQL for a {@code from} clause, with one parameter per column
	 */
	static <T> String table(String alias, List<Column<T>> columns) {
		return columns.stream()
			.map((column) -> "?::" + column.type.sql + "[]")
			.collect(Collectors.joining(", ", "unnest(", ") with ordinality as " + alias))
				+ columns.stream().map(Column::name).collect(Collectors.joining(", ", "(", ", ord)"));
	}

	/**
	 * Returns columns that are all null, to stand in for columns of {@link #table}.
	 * @param columns the columns
	 * @return SQL for the end of a {@code select} list
	 */
	static <T> String absent(List<Column<T>> columns) {
		return columns.stream()
			.map((column) -> ", null::" + column.type.sql + " as " + column.name)
			.collect(Collectors.joining());
	}

	/**
	 * Binds the rows to the parameters of {@link #table}.
	 */
	static <T> void bind(Bind bind, List<Column<T>> columns, List<T> rows) throws SQLException {
		for (Column<T> column : columns) {
			bind.array(column.type.sql, column.values(rows));
		}
	}

	private @Nullable Object[] values(List<T> rows) {
		Object[] values = (Object[]) Array.newInstance(this.type.element, rows.size());
		for (int i = 0; i < values.length; i++) {
			values[i] = this.value.apply(rows.get(i));
		}
		return values;
	}

	/** The types of PostgreSQL that are used. */
	enum Type {

		UUID("uuid", UUID.class), TEXT("text", String.class), NUMBER("int8", Long.class),
		INTEGER("int4", Integer.class);

		private final String sql;

		private final Class<?> element;

		Type(String sql, Class<?> element) {
			this.sql = sql;
			this.element = element;
		}

	}

}
