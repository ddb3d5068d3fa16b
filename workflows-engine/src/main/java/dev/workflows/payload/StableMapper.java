package dev.workflows.payload;

import java.util.Locale;
import java.util.TimeZone;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.StdDateFormat;

/**
 * Makes mappers whose JSON stays readable when the application changes how its own JSON
 * looks.
 */
final class StableMapper {

	private StableMapper() {
	}

	/** The application's modules, mix-ins and handlers, our formats. */
	static JsonMapper from(JsonMapper given) {
		JsonMapper.Builder builder = given.rebuild();
		fixShape(builder);
		fixReading(builder);
		fixWriting(builder);
		fixFormats(builder);
		return builder.addModule(new DataModule()).build();
	}

	/** For what is the engine's own. */
	static JsonMapper plain() {
		JsonMapper.Builder builder = JsonMapper.builder();
		fixReading(builder);
		return builder.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
			.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
			.build();
	}

	private static void fixShape(JsonMapper.Builder builder) {
		builder.deactivateDefaultTyping()
			.propertyNamingStrategy(null)
			.enumNamingStrategy(null)
			.clearProblemHandlers()
			.defaultMergeable(null)
			.changeDefaultPropertyInclusion((current) -> JsonInclude.Value.empty())
			.enable(MapperFeature.USE_ANNOTATIONS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY,
					MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES,
					MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS, MapperFeature.ACCEPT_CASE_INSENSITIVE_VALUES,
					MapperFeature.USE_BASE_TYPE_AS_DEFAULT_IMPL);
	}

	private static void fixReading(JsonMapper.Builder builder) {
		builder
			.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
					DeserializationFeature.FAIL_ON_INVALID_SUBTYPE, DeserializationFeature.WRAP_EXCEPTIONS)
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.UNWRAP_ROOT_VALUE,
					DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
					DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES,
					DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
					DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS,
					DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
					DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT,
					DeserializationFeature.ACCEPT_FLOAT_AS_INT, DeserializationFeature.USE_JAVA_ARRAY_FOR_JSON_ARRAY,
					DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS,
					DeserializationFeature.USE_LONG_FOR_INTS)
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
			.disable(JsonReadFeature.values());
	}

	private static void fixWriting(JsonMapper.Builder builder) {
		builder
			.enable(SerializationFeature.FAIL_ON_EMPTY_BEANS, SerializationFeature.FAIL_ON_SELF_REFERENCES,
					SerializationFeature.WRAP_EXCEPTIONS, SerializationFeature.WRITE_EMPTY_JSON_ARRAYS)
			.disable(SerializationFeature.WRAP_ROOT_VALUE, SerializationFeature.INDENT_OUTPUT,
					SerializationFeature.WRITE_SELF_REFERENCES_AS_NULL,
					SerializationFeature.WRITE_CHAR_ARRAYS_AS_JSON_ARRAYS,
					SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
					SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
			.disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN, StreamWriteFeature.IGNORE_UNKNOWN)
			.enable(JsonWriteFeature.QUOTE_PROPERTY_NAMES, JsonWriteFeature.WRITE_NAN_AS_STRINGS)
			.disable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS, JsonWriteFeature.ESCAPE_NON_ASCII);
	}

	private static void fixFormats(JsonMapper.Builder builder) {
		builder.defaultDateFormat(new StdDateFormat())
			.defaultTimeZone(TimeZone.getTimeZone("UTC"))
			.defaultLocale(Locale.ROOT)
			.defaultBase64Variant(Base64Variants.MIME_NO_LINEFEEDS)
			.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
			.disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DATE_KEYS_AS_TIMESTAMPS,
					DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS, DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
					DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE, DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
					DateTimeFeature.TRUNCATE_TO_MSECS_ON_READ, DateTimeFeature.TRUNCATE_TO_MSECS_ON_WRITE,
					DateTimeFeature.ONE_BASED_MONTHS)
			.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
			.disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING,
					EnumFeature.WRITE_ENUMS_USING_INDEX, EnumFeature.WRITE_ENUMS_TO_LOWERCASE,
					EnumFeature.WRITE_ENUM_KEYS_USING_INDEX, EnumFeature.READ_ENUM_KEYS_USING_INDEX,
					EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL,
					EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
			.enable(JsonNodeFeature.READ_NULL_PROPERTIES, JsonNodeFeature.WRITE_NULL_PROPERTIES,
					JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, JsonNodeFeature.WRITE_PROPERTIES_SORTED);
	}

}
