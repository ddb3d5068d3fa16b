package dev.workflows.payload;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.workflows.ErrorDetail;
import dev.workflows.PayloadTooLargeException;
import dev.workflows.TypeRef;
import dev.workflows.WorkflowValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What is stored, what is refused, and that neither shows a value.
 */
class PayloadCodecTests {

	private static final int LIMIT = 1 << 20;

	private final PayloadCodec codec = new PayloadCodec(JsonMapper.builder().build(), LIMIT);

	record Order(String customerId, int amount, Instant placedAt, Kind kind, String note) {
	}

	enum Kind {

		SMALL, LARGE

	}

	static class Node {

		public Node parent;

		public String name = "secret";

	}

	private static final String ORDER = "{\"customerId\":\"c\",\"amount\":3,"
			+ "\"placedAt\":\"2026-01-02T03:04:05.000000006Z\",\"kind\":\"SMALL\",\"note\":null}";

	/** A list that never ends. */
	static class Endless implements Iterable<String> {

		@Override
		public Iterator<String> iterator() {
			return Stream.generate(() -> "x".repeat(1000)).iterator();
		}

	}

	private static Order order() {
		return new Order("c", 3, Instant.parse("2026-01-02T03:04:05.000000006Z"), Kind.SMALL, null);
	}

	@Test
	void settingsOfTheApplicationDoNotReachTheRows() {
		JsonMapper wild = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.changeDefaultPropertyInclusion((it) -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
			.enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.WRAP_ROOT_VALUE)
			.enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
			.enable(EnumFeature.WRITE_ENUMS_USING_INDEX)
			.activateDefaultTyping(BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
					DefaultTyping.NON_FINAL)
			.build();
		assertThat(new PayloadCodec(wild, LIMIT).encode("params", order())).isEqualTo(ORDER);
		assertThat(new PayloadCodec(wild, LIMIT).decode("params", ORDER, Order.class)).isEqualTo(order());
		assertThat(this.codec.encode("params", order())).isEqualTo(ORDER);
	}

	@Test
	void theLimitCountsBytes() {
		assertThat(this.codec.encode("params", "é".repeat((LIMIT - 2) / 2))).hasSize(LIMIT / 2 + 1);
		assertThatThrownBy(() -> this.codec.encode("params", "é".repeat((LIMIT - 2) / 2) + "x"))
			.isInstanceOf(PayloadTooLargeException.class)
			.hasMessage("WF-1202: params is 1048577 bytes; limit 1048576; keep large data elsewhere and pass a"
					+ " reference to it");
		assertThatThrownBy(() -> this.codec.encode("result of step \"x\"", "x".repeat(LIMIT)))
			.isInstanceOf(PayloadTooLargeException.class)
			.hasMessageStartingWith("WF-2201: result of step \"x\" is 1048578 bytes");
	}

	@Test
	void anEndlessValueIsGivenUp() {
		assertThatThrownBy(() -> new PayloadCodec(JsonMapper.builder().build(), 1000).encode("params", new Endless()))
			.hasMessageStartingWith("WF-1202: params is more than");
	}

	@Test
	void nestingIsLimited() {
		assertThat(this.codec.encode("params", nested(500))).hasSize(1000);
		assertThatThrownBy(() -> this.codec.encode("params", nested(501))).hasMessageStartingWith("WF-2202")
			.hasMessageContaining("nested deeper than 500");
		assertThatThrownBy(() -> this.codec.encode("params", nested(100_000))).hasMessageStartingWith("WF-2202");
	}

	private static List<Object> nested(int depth) {
		List<Object> list = new ArrayList<>();
		for (int i = 1; i < depth; i++) {
			list = new ArrayList<>(List.of(list));
		}
		return list;
	}

	@Test
	void aCycleIsNamed() {
		Node node = new Node();
		node.parent = new Node();
		node.parent.parent = node;
		assertThatThrownBy(() -> this.codec.encode("params", node)).isInstanceOf(WorkflowValidationException.class)
			.hasMessageStartingWith("WF-2202")
			.hasMessageContaining(Node.class.getName())
			.hasMessageContaining("cycle at .parent.parent")
			.hasMessageNotContaining("secret");
	}

	static List<Object> notData() {
		Runnable lambda = () -> {
		};
		return List.of(new ByteArrayInputStream(new byte[1]), Thread.currentThread(), lambda, new Object(),
				Stream.of(1), CompletableFuture.completedFuture(1), String.class, Map.of("a", lambda),
				List.of(new Object()));
	}

	@ParameterizedTest
	@MethodSource("notData")
	void whatIsNotDataIsRefused(Object value) {
		assertThatThrownBy(() -> this.codec.encode("params", value)).isInstanceOf(WorkflowValidationException.class)
			.hasMessageStartingWith("WF-2202");
	}

	@Test
	void textThatNoColumnTakesIsEscaped() {
		String text = "a\u0000b\ud800c\udc00d🛒é\u0007\"\\";
		String json = this.codec.encode("params", text);
		assertThat(json).doesNotContain("\u0000")
			.contains("\\u0000")
			.contains("\\ud800")
			.contains("\\udc00")
			.contains("🛒");
		assertThat(json.codePoints()).noneMatch((it) -> it >= 0xD800 && it <= 0xDFFF);
		assertThat(this.codec.decode("params", json, String.class)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "", "{\"a\":1,}", "{'a':1}", "[NaN]", "[Infinity]", "{\"a\":1} {}", "{/**/}",
			"{\"a\":1,\"a\":2}", "01" })
	void inputThatIsNotJsonIsRefused(String json) {
		assertThatThrownBy(() -> this.codec.decode("params", json, Object.class))
			.isInstanceOf(PayloadUnreadableException.class)
			.hasMessageStartingWith("WF-2206: params cannot be read");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"s3cret\"", "[1]", "{\"amount\":\"s3cret\"}", "{\"amount\":\"3\"}", "{\"amount\":1.5}",
			"{\"amount\":null}", "{}", "{\"amount\":1,\"kind\":\"s3cret\"}", "{\"amount\":1,\"kind\":0}",
			"{\"amount\":1,\"placedAt\":\"s3cret\"}", "{\"amount\":99999999999}", "{\"amount\":1,\"note\":{}}" })
	void inputOfAnotherShapeIsRefusedWithoutShowingIt(String json) {
		PayloadUnreadableException ex = catchThrowableOfType(PayloadUnreadableException.class,
				() -> this.codec.decode("params", json, Order.class));
		assertThat(ex).hasMessageNotContaining("s3cret").hasMessageContaining(Order.class.getName());
		assertThat(ex.code()).isEqualTo("WF-2206");
		assertThat(ex.getCause()).isNull();
	}

	@Test
	void thePathIsNamed() {
		assertThatThrownBy(
				() -> this.codec.decode("params", "[{\"amount\":1},{\"amount\":\"x\"}]", new TypeRef<List<Order>>() {
				}.type()))
			.hasMessageContaining("at [1].amount");
	}

	@Test
	void unknownPropertiesAreIgnoredAndBaitIsData() {
		Order order = (Order) this.codec.decode("params",
				"{\"@class\":\"java.lang.Runtime\",\"amount\":1,\"other\":[]}", Order.class);
		assertThat(order.amount()).isEqualTo(1);
		assertThat(this.codec.decode("params", "{\"@class\":\"java.lang.Runtime\"}", Object.class))
			.isEqualTo(Map.of("@class", "java.lang.Runtime"));
	}

	@Test
	void hashesTellWhetherParametersAreTheSame() {
		Map<String, Object> one = new LinkedHashMap<>();
		one.put("a", List.of(1, "x"));
		one.put("b", Map.of("c", 1.50));
		Map<String, Object> two = new HashMap<>();
		two.put("b", Map.of("c", 1.50));
		two.put("a", List.of(1, "x"));
		String hash = this.codec.paramsHash(this.codec.encode("params", one));
		assertThat(hash).hasSize(64).isEqualTo(this.codec.paramsHash(this.codec.encode("params", two)));
		assertThat(hash).isEqualTo(this.codec.paramsHash(" { \"b\" : {\"c\":1.5}, \"a\":[1, \"x\"]}"));
		assertThat(List.of("null", "{}", "[]", "\"\"", "0", "\"0\"", "[0]", "{\"0\":0}", "[[0]]", "[0,0]", "true",
				"\"true\"", "{\"a\":\"b\"}", "[\"a\",\"b\"]", "12345678901234567890123", "12345678901234567890124",
				"\"\\ud800\"", "\"\\ud801\""))
			.extracting(this.codec::paramsHash)
			.doesNotHaveDuplicates();
		assertThat(this.codec.paramsHash(null)).isEqualTo(this.codec.paramsHash("null"));
	}

	@Test
	void errorsAreCutToTheirLimits() {
		Throwable error = new IllegalStateException("\u0001".repeat(10_000_000));
		for (int i = 0; i < 20; i++) {
			error = new RuntimeException("🛒".repeat(5_000), error);
		}
		for (int i = 0; i < 10_000; i++) {
			error.addSuppressed(new RuntimeException());
		}
		ErrorDetail detail = this.codec.describe(error);
		int depth = 0;
		for (ErrorDetail each = detail; each != null; each = each.cause()) {
			assertThat(this.codec.size(each.message())).isLessThanOrEqualTo(4096);
			assertThat(each.message()).doesNotContain("\ud83d\ud83d");
			assertThat(each.frames()).hasSizeLessThanOrEqualTo(50);
			depth++;
		}
		assertThat(depth).isEqualTo(6);
		String json = this.codec.encodeError(detail);
		assertThat(this.codec.size(json)).isLessThan(500_000);
		assertThat(this.codec.decodeError(json)).isEqualTo(detail);
	}

	@Test
	void hostileErrorsAreDescribed() {
		RuntimeException cyclic = new RuntimeException("one");
		RuntimeException other = new RuntimeException("two", cyclic);
		cyclic.initCause(other);
		ErrorDetail detail = this.codec.describe(cyclic);
		assertThat(detail.cause().message()).isEqualTo("two");
		assertThat(detail.cause().cause()).isNull();
		assertThat(this.codec.describe(new RuntimeException((String) null)).message()).isNull();
		ErrorDetail throwing = this.codec.describe(new RuntimeException() {
			@Override
			public String getMessage() {
				throw new StackOverflowError();
			}

			@Override
			public synchronized Throwable getCause() {
				throw new IllegalStateException();
			}

			@Override
			public StackTraceElement[] getStackTrace() {
				throw new IllegalStateException();
			}
		});
		assertThat(throwing.message()).contains("StackOverflowError");
		assertThat(throwing.isCausedBy(RuntimeException.class)).isTrue();
		assertThat(this.codec.describe(new WorkflowValidationException("WF-1", "x")).code()).isEqualTo("WF-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "null", "[]", "{\"name\":\"x\"}", "{\"name\":null,\"types\":[],\"frames\":[]}" })
	void aStoredErrorThatCannotBeReadHasAStandIn(String json) {
		assertThat(this.codec.decodeError(json).code()).isEqualTo("ERROR_UNREADABLE");
	}

}
