package dev.workflows.payload;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.workflows.TypeRef;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a caller gets on the first run is what it gets on every replay: the decoded bytes
 * decode to the same again, and nothing of the usual value types is lost.
 */
class RoundTripTests {

	private static final Type LIST = new TypeRef<List<Everything>>() {
	}.type();

	private static final Type MAP = new TypeRef<Map<Integer, Optional<Everything>>>() {
	}.type();

	private final PayloadCodec codec = new PayloadCodec(JsonMapper.builder().build(), 1 << 20);

	private final Random random = new Random(37);

	enum Colour {

		RED, GREEN {
			@Override
			public String toString() {
				return "not the name";
			}
		}

	}

	record Times(Instant instant, Duration duration, LocalDate date, LocalTime time, LocalDateTime dateTime,
			OffsetDateTime offset, ZonedDateTime zoned, Period period, YearMonth month, ZoneId zone) {
	}

	record Numbers(int i, long l, short s, byte b, double d, float f, Integer boxed, Long nullable, BigDecimal decimal,
			BigInteger big, boolean yes, char c) {
	}

	record Everything(String text, Colour colour, UUID id, Times times, Numbers numbers, Optional<String> maybe,
			List<String> list, Set<Integer> set, Map<String, Numbers> map, Map<Integer, Colour> byNumber,
			List<List<Integer>> nested, Everything child) {
	}

	@Test
	void valuesOfEveryUsualTypeSurvive() {
		for (int i = 0; i < 500; i++) {
			Everything value = everything(2);
			String json = this.codec.encode("result", value);
			Object live = this.codec.decode("result", json, Everything.class);
			assertThat(live).as("round %d", i).isEqualTo(value);
			assertThat(this.codec.encode("result", live)).isEqualTo(json);
		}
	}

	@Test
	void collectionsOfThemSurvive() {
		for (int i = 0; i < 100; i++) {
			List<Everything> list = IntStream.range(0, this.random.nextInt(4)).mapToObj((n) -> everything(1)).toList();
			assertThat(this.codec.decode("result", this.codec.encode("result", list), LIST)).isEqualTo(list);
			Map<Integer, Optional<Everything>> map = new LinkedHashMap<>();
			list.forEach((each) -> map.put(this.random.nextInt(), Optional.of(each)));
			Object live = this.codec.decode("result", this.codec.encode("result", map), MAP);
			assertThat(live).isEqualTo(map);
			assertThat(List.copyOf(((Map<?, ?>) live).keySet())).isEqualTo(List.copyOf(map.keySet()));
		}
	}

	@Test
	void aSecondDecodeGivesTheSameWhateverTheType() {
		for (int i = 0; i < 200; i++) {
			String json = this.codec.encode("result", everything(1));
			for (Type type : new Type[] { Object.class, Map.class, JsonNode.class, Everything.class }) {
				Object live = this.codec.decode("result", json, type);
				Object replayed = this.codec.decode("result", json, type);
				assertThat(live).isEqualTo(replayed);
			}
		}
	}

	@Test
	void arraysAndSpecialNumbersSurvive() {
		same(new int[] { 1, Integer.MIN_VALUE }, int[].class);
		same(new double[] { Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE }, double[].class);
		same(new byte[] { 0, -1, 127 }, byte[].class);
		same(new char[] { 'a', 'é' }, char[].class);
		same(new String[][] { { "a" }, {} }, String[][].class);
		same(new BigDecimal("1.500"), BigDecimal.class);
		same(new BigDecimal("1E+400"), BigDecimal.class);
		same(true, boolean.class);
	}

	private void same(Object value, Type type) {
		Object live = this.codec.decode("result", this.codec.encode("result", value), type);
		assertThat(Objects.deepEquals(live, value)).as("%s", value).isTrue();
	}

	private Everything everything(int depth) {
		return new Everything(text(), pick(Colour.values()), UUID.randomUUID(), orNull(this::times),
				orNull(this::numbers), this.random.nextBoolean() ? Optional.empty() : Optional.of(text()),
				some(this::text), new LinkedHashSet<>(some(this.random::nextInt)), Map.of(text(), numbers()),
				Map.of(this.random.nextInt(), pick(Colour.values())), some(() -> some(this.random::nextInt)),
				(depth > 0) ? orNull(() -> everything(depth - 1)) : null);
	}

	private Times times() {
		Instant instant = Instant.ofEpochSecond(this.random.nextInt() * 2L, this.random.nextInt(1_000_000_000));
		ZoneId zone = ZoneId.of(pick(new String[] { "Europe/Paris", "America/New_York", "Asia/Kolkata", "UTC" }));
		ZonedDateTime zoned = instant.atZone(zone);
		return new Times(instant, Duration.ofSeconds(this.random.nextInt(), this.random.nextInt(1_000_000_000)),
				zoned.toLocalDate(), zoned.toLocalTime(), zoned.toLocalDateTime(),
				instant.atOffset(ZoneOffset.ofHours(this.random.nextInt(10))), zoned,
				Period.of(this.random.nextInt(10), this.random.nextInt(10), this.random.nextInt(10)),
				YearMonth.from(zoned), zone);
	}

	private Numbers numbers() {
		return new Numbers(this.random.nextInt(), this.random.nextLong(), (short) this.random.nextInt(),
				(byte) this.random.nextInt(), this.random.nextGaussian() * 1e200, this.random.nextFloat(),
				this.random.nextInt(), orNull(this.random::nextLong),
				new BigDecimal(new BigInteger(80, this.random), this.random.nextInt(20)),
				new BigInteger(100, this.random), this.random.nextBoolean(), (char) (32 + this.random.nextInt(500)));
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(12); i > 0; i--) {
			text.append((char) this.random.nextInt(0x10000));
		}
		return text.toString();
	}

	private <T> T pick(T[] values) {
		return values[this.random.nextInt(values.length)];
	}

	private <T> T orNull(Supplier<T> value) {
		return (this.random.nextInt(4) == 0) ? null : value.get();
	}

	private <T> List<T> some(Supplier<T> value) {
		List<T> list = new ArrayList<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			list.add(value.get());
		}
		return list;
	}

}
