package dev.workflows.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.workflows.StepAction;
import dev.workflows.StepCall;
import dev.workflows.StepOptions;
import dev.workflows.TypeRef;
import dev.workflows.WorkflowValidationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Types that the compiler has written down, and those that somebody has to name. The
 * class also fixes which overload the compiler takes.
 */
class ResultTypesTests {

	private final ResultTypes types = new ResultTypes();

	record Cart(String id) {
	}

	record Box<T>(T value) {
	}

	record Pair(List<Cart> carts, Map<String, Cart> byId) {
	}

	interface Shape {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Told permits Round {

	}

	record Round() implements Told {
	}

	interface Repository<T> {

		<S extends T> S save(S entity);

		List<T> all();

		T one();

	}

	interface Carts extends Repository<Cart> {

	}

	static class Call implements StepCall<List<Cart>> {

		@Override
		public List<Cart> call() {
			return List.of();
		}

	}

	private <T> String type(StepCall<T> call) {
		return this.types.of("s", null, call).getTypeName();
	}

	private static <T> StepCall<T> generic(T value) {
		return () -> value;
	}

	private <T> void refused(String code, String cure, StepCall<T> call) {
		assertThatThrownBy(() -> this.types.of("the step", null, call)).isInstanceOf(WorkflowValidationException.class)
			.hasMessageStartingWith(code)
			.hasMessageContaining("\"the step\"")
			.hasMessageContaining(cure);
	}

	private List<Cart> carts() {
		return List.of();
	}

	private Cart cart() {
		return new Cart("x");
	}

	private int number() {
		return 1;
	}

	private void mail() {
	}

	private static <T> List<T> listOf() {
		return List.of();
	}

	@Test
	void lambdasTellTheirClass() {
		Cart cart = new Cart("x");
		List<String> list = new ArrayList<>();
		StepCall<Cart> captured = () -> cart;
		StepCall<Boolean> add = () -> list.add("x");
		StepCall<Integer> constant = () -> 1;
		StepCall<int[]> array = () -> new int[0];
		StepCall<Pair> pair = () -> new Pair(List.of(), Map.of());
		StepCall<Void> nothing = () -> null;
		StepCall<Told> told = Round::new;
		assertThat(type(captured)).isEqualTo(Cart.class.getName());
		assertThat(type(add)).isEqualTo("java.lang.Boolean");
		assertThat(type(constant)).isEqualTo("java.lang.Integer");
		assertThat(type(array)).isEqualTo("int[]");
		assertThat(type(pair)).isEqualTo(Pair.class.getName());
		assertThat(type(nothing)).isEqualTo("java.lang.Void");
		assertThat(type(told)).isEqualTo(Told.class.getName());
	}

	@Test
	void methodReferencesTellTheirGenerics() {
		StepCall<List<Cart>> carts = this::carts;
		StepCall<Cart> cart = this::cart;
		StepCall<Integer> number = this::number;
		StepCall<Cart> constructed = () -> new Cart("x");
		Call object = new Call();
		StepCall<List<Cart>> reference = object::call;
		assertThat(type(carts)).isEqualTo("java.util.List<" + Cart.class.getName() + ">");
		assertThat(type(cart)).isEqualTo(Cart.class.getName());
		assertThat(type(number)).isIn("int", "java.lang.Integer");
		assertThat(type(constructed)).isEqualTo(Cart.class.getName());
		assertThat(type(reference)).isEqualTo("java.util.List<" + Cart.class.getName() + ">");
	}

	@Test
	void methodsOfGenericInterfacesTellWhatTheInterfaceKnows() {
		Carts carts = new Carts() {
			@Override
			public <S extends Cart> S save(S entity) {
				return entity;
			}

			@Override
			public List<Cart> all() {
				return List.of();
			}

			@Override
			public Cart one() {
				return new Cart("x");
			}
		};
		StepCall<Cart> one = carts::one;
		StepCall<Cart> saved = () -> carts.save(new Cart("y"));
		assertThat(type(one)).isEqualTo(Cart.class.getName());
		assertThat(type(saved)).isEqualTo(Cart.class.getName());
	}

	@Test
	void ordinaryClassesTellTheirGenerics() {
		assertThat(type(new Call())).isEqualTo("java.util.List<" + Cart.class.getName() + ">");
		assertThat(type(new StepCall<Map<String, Cart>>() {
			@Override
			public Map<String, Cart> call() {
				return Map.of();
			}
		})).isEqualTo("java.util.Map<java.lang.String, " + Cart.class.getName() + ">");
	}

	@Test
	void whatIsNotKnownIsRefusedWithTheCodeToWrite() {
		refused("WF-2105", "returning(new TypeRef<List<...>>() {})", () -> List.of(1));
		refused("WF-2105", "returning(new TypeRef<Map<..., ...>>() {})", () -> Map.of());
		refused("WF-2105", "returning(new TypeRef<Optional<...>>() {})", () -> Optional.of(1));
		refused("WF-2105", "returning(new TypeRef<Box<...>>() {})", () -> new Box<>(1));
		refused("WF-2105", "returning(Cart.class)", () -> (Object) 1);
		refused("WF-2105", "returning(Cart.class)", generic(1));
		refused("WF-2105", "implements Shape", () -> (Shape) null);
		refused("WF-2105", "returning", () -> new List<?>[0]);
		refused("WF-2105", "returning", () -> listOf());
	}

	@Test
	void whatStillRunsIsRefusedWithAdvice() {
		refused("WF-2106", ".toList()", () -> Stream.of(1));
		refused("WF-2106", ".join()", () -> CompletableFuture.completedFuture(1));
		assertThatThrownBy(() -> this.types.of("s", Stream.class, () -> null)).hasMessageStartingWith("WF-2106");
	}

	@Test
	void theOptionsWin() {
		StepOptions options = StepOptions.returning(new TypeRef<List<Cart>>() {
		});
		assertThat(this.types.of("s", options.returning(), () -> null).getTypeName())
			.isEqualTo("java.util.List<" + Cart.class.getName() + ">");
		assertThat(this.types.of("s", StepOptions.returning(List.class).returning(), () -> null)).isEqualTo(List.class);
	}

	@Test
	void aClassIsAskedOnceAndSaysTheSame() {
		for (int i = 0; i < 3; i++) {
			int captured = i;
			assertThat(type(() -> captured)).isEqualTo("java.lang.Integer");
		}
	}

	@Test
	void theCompilerTakesTheOverloadThatIsMeant() {
		List<String> list = new ArrayList<>();
		assertThat(overload(() -> list.add("x"))).isEqualTo("call");
		assertThat(overload(this::cart)).isEqualTo("call");
		assertThat(overload(this::mail)).isEqualTo("action");
		assertThat(overload(() -> mail())).isEqualTo("action");
		assertThat(overload(() -> {
			list.add("y");
		})).isEqualTo("action");
		assertThat(overload(() -> {
			throw new IllegalStateException();
		})).isEqualTo("call");
		assertThat(overload(() -> null)).isEqualTo("call");
	}

	private static <T> String overload(StepCall<T> call) {
		return "call";
	}

	private static String overload(StepAction action) {
		return "action";
	}

}
