package dev.workflows.store.jdbc;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.dialect.DialectResolver.JdbcDialectProvider;
import org.springframework.data.jdbc.core.dialect.JdbcArrayColumns;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.relational.core.dialect.AbstractDialect;
import org.springframework.data.relational.core.dialect.Dialect;
import org.springframework.data.relational.core.dialect.IdGeneration;
import org.springframework.data.relational.core.dialect.LimitClause;
import org.springframework.data.relational.core.dialect.LockClause;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.LetterCasing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.Quoting;
import org.springframework.data.relational.core.sql.LockOptions;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * SQLite for Spring Data JDBC, which has no dialect of its own for it and does not start
 * without one. An application on SQLite gets it by itself, through
 * {@code spring.factories}. Booleans are stored as 0 and 1, {@link Instant} as epoch
 * milliseconds.
 *
 * @since 0.1
 */
public class SqliteJdbcDialect extends AbstractDialect implements JdbcDialect {

	/** The dialect; it has no state. */
	public static final SqliteJdbcDialect INSTANCE = new SqliteJdbcDialect();

	/**
	 * Creates the dialect.
	 */
	protected SqliteJdbcDialect() {
	}

	@Override
	public LimitClause limit() {
		return SqliteLimit.INSTANCE;
	}

	@Override
	public LockClause lock() {
		return NoLock.INSTANCE;
	}

	@Override
	public JdbcArrayColumns getArraySupport() {
		return JdbcArrayColumns.Unsupported.INSTANCE;
	}

	@Override
	public IdentifierProcessing getIdentifierProcessing() {
		return IdentifierProcessing.create(Quoting.ANSI, LetterCasing.LOWER_CASE);
	}

	@Override
	public IdGeneration getIdGeneration() {
		return LastRowId.INSTANCE;
	}

	@Override
	public Collection<Object> getConverters() {
		return List.of(LongToInstant.INSTANCE, IntegerToInstant.INSTANCE, InstantToLong.INSTANCE,
				IntegerToBoolean.INSTANCE);
	}

	/**
	 * Finds the dialect for connections to SQLite.
	 *
	 * @since 0.1
	 */
	public static class Provider implements JdbcDialectProvider {

		@Override
		public Optional<Dialect> getDialect(JdbcOperations operations) {
			String product = operations.execute(
					(ConnectionCallback<String>) (connection) -> connection.getMetaData().getDatabaseProductName());
			return (product != null && product.toLowerCase(Locale.ROOT).contains("sqlite")) ? Optional.of(INSTANCE)
					: Optional.empty();
		}

	}

	private enum SqliteLimit implements LimitClause {

		INSTANCE;

		@Override
		public String getLimit(long limit) {
			return "LIMIT " + limit;
		}

		/** There is no OFFSET without a LIMIT; a negative one is none. */
		@Override
		public String getOffset(long offset) {
			return "LIMIT -1 OFFSET " + offset;
		}

		@Override
		public String getLimitOffset(long limit, long offset) {
			return "LIMIT " + limit + " OFFSET " + offset;
		}

		@Override
		public Position getClausePosition() {
			return Position.AFTER_ORDER_BY;
		}

	}

	/** A writer has the whole database to itself, so there is no row to lock. */
	private enum NoLock implements LockClause {

		INSTANCE;

		@Override
		public String getLock(LockOptions options) {
			return "";
		}

		@Override
		public Position getClausePosition() {
			return Position.AFTER_ORDER_BY;
		}

	}

	/** The driver gives one generated key, without a name, and none for batches. */
	private enum LastRowId implements IdGeneration {

		INSTANCE;

		@Override
		public boolean driverRequiresKeyColumnNames() {
			return false;
		}

		@Override
		public boolean supportedForBatchOperations() {
			return false;
		}

		@Override
		public boolean sequencesSupported() {
			return false;
		}

	}

	@ReadingConverter
	private enum LongToInstant implements Converter<Long, Instant> {

		INSTANCE;

		@Override
		public Instant convert(Long millis) {
			return Instant.ofEpochMilli(millis);
		}

	}

	/** The driver gives an Integer where the number fits one. */
	@ReadingConverter
	private enum IntegerToInstant implements Converter<Integer, Instant> {

		INSTANCE;

		@Override
		public Instant convert(Integer millis) {
			return Instant.ofEpochMilli(millis);
		}

	}

	@WritingConverter
	private enum InstantToLong implements Converter<Instant, Long> {

		INSTANCE;

		@Override
		public Long convert(Instant instant) {
			return instant.toEpochMilli();
		}

	}

	@ReadingConverter
	private enum IntegerToBoolean implements Converter<Integer, Boolean> {

		INSTANCE;

		@Override
		public Boolean convert(Integer number) {
			return number != 0;
		}

	}

}
