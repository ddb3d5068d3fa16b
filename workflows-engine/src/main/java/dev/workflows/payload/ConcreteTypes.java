package dev.workflows.payload;

import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;

import org.springframework.core.ResolvableType;

/**
 * Turns types that are known only in the context of a class hierarchy into types that
 * stand alone, as the JSON library needs them.
 *
 * @since 0.1
 */
public final class ConcreteTypes {

	private ConcreteTypes() {
	}

	/**
	 * Returns whether no type variable is left open.
	 * @param type the type
	 * @return whether all of it is known
	 */
	public static boolean isKnown(ResolvableType type) {
		if (type.getType() instanceof WildcardType) {
			return true;
		}
		if (type.resolve() == null) {
			return false;
		}
		if (type.isArray()) {
			return isKnown(type.getComponentType());
		}
		return Arrays.stream(type.getGenerics()).allMatch(ConcreteTypes::isKnown);
	}

	/**
	 * Returns the type with every variable replaced.
	 * @param type a known type
	 * @return the type; what a wildcard leaves open is {@code Object}
	 */
	public static Type of(ResolvableType type) {
		Class<?> raw = type.resolve(Object.class);
		if (type.isArray()) {
			return ResolvableType.forArrayComponent(ResolvableType.forType(of(type.getComponentType()))).getType();
		}
		if (!type.hasGenerics()) {
			return raw;
		}
		ResolvableType[] generics = Arrays.stream(type.getGenerics())
			.map((generic) -> ResolvableType.forType(of(generic)))
			.toArray(ResolvableType[]::new);
		return ResolvableType.forClassWithGenerics(raw, generics).getType();
	}

}
