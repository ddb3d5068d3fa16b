package dev.workflows.store.jdbc;

import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.core.convert.DataAccessStrategyFactory;
import org.springframework.data.jdbc.core.convert.DefaultJdbcTypeFactory;
import org.springframework.data.jdbc.core.convert.JdbcConverter;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.convert.MappingJdbcConverter;
import org.springframework.data.jdbc.core.convert.QueryMappingConfiguration;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.dialect.JdbcH2Dialect;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.data.jdbc.repository.support.JdbcRepositoryFactory;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.LetterCasing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.Quoting;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The Spring Data repositories of the reading side. Their mapping is private and they are
 * not beans, so that whatever the application does with Spring Data is not touched.
 */
final class Repositories {

	/** Stands for a UUID in a text column that cannot be read. No key is like it. */
	static final UUID DAMAGED = new UUID(0, 0);

	/** Spring Data's folds names to upper case, which not every H2 database does. */
	private static final JdbcDialect H2_AS_WRITTEN = new JdbcH2Dialect() {
		@Override
		public IdentifierProcessing getIdentifierProcessing() {
			return IdentifierProcessing.create(Quoting.ANSI, LetterCasing.AS_IS);
		}
	};

	private final JdbcRepositoryFactory factory;

	Repositories(DataSource dataSource, Vendor vendor) {
		JdbcDialect dialect = dialect(vendor);
		NamedParameterJdbcTemplate operations = new NamedParameterJdbcTemplate(new JdbcTemplate(dataSource));
		JdbcCustomConversions conversions = JdbcCustomConversions.of(dialect, converters(vendor));
		// Unquoted names mean the same tables however the database folds their case.
		JdbcMappingContext mapping = JdbcMappingContext.forPlainIdentifiers();
		mapping.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
		JdbcConverter converter = new MappingJdbcConverter(mapping, (identifier, path) -> List.of(), conversions,
				new DefaultJdbcTypeFactory(operations.getJdbcOperations(), dialect.getArraySupport()));
		this.factory = new JdbcRepositoryFactory(new JdbcAggregateTemplate(converter,
				new DataAccessStrategyFactory(converter, operations, dialect, QueryMappingConfiguration.EMPTY)
					.create()));
		// The repositories are package-private, so the thread's class loader, the
		// default, may not see them.
		this.factory.setBeanClassLoader(Repositories.class.getClassLoader());
	}

	/**
	 * Makes a repository.
	 * @param <T> its type
	 * @param type its type
	 * @return the repository
	 */
	<T> T get(Class<T> type) {
		return this.factory.getRepository(type);
	}

	private static JdbcDialect dialect(Vendor vendor) {
		return switch (vendor) {
			case POSTGRESQL -> JdbcPostgresDialect.INSTANCE;
			case H2 -> H2_AS_WRITTEN;
			case SQLITE -> SqliteJdbcDialect.INSTANCE;
		};
	}

	private static List<Converter<?, ?>> converters(Vendor vendor) {
		return (vendor == Vendor.SQLITE) ? List.of(UuidToText.INSTANCE, TextToUuid.INSTANCE) : List.of();
	}

	@WritingConverter
	private enum UuidToText implements Converter<UUID, String> {

		INSTANCE;

		@Override
		public String convert(UUID uuid) {
			return uuid.toString();
		}

	}

	/** A damaged key must not break the list that it is in. */
	@ReadingConverter
	private enum TextToUuid implements Converter<String, UUID> {

		INSTANCE;

		@Override
		public UUID convert(String text) {
			try {
				return UUID.fromString(text);
			}
			catch (IllegalArgumentException ex) {
				return DAMAGED;
			}
		}

	}

}
