package dev.workflows.payload;

import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.workflows.Names;
import tools.jackson.databind.annotation.JsonDeserialize;

import org.springframework.core.ResolvableType;

/**
 * Which types say enough to be decoded.
 */
final class TypeRules {

	private TypeRules() {
	}

	/** Whether it is something that still runs, and no data. */
	static boolean isRunning(Class<?> type) {
		return BaseStream.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)
				|| CompletionStage.class.isAssignableFrom(type);
	}

	static String adviceOnRunning(String step, Class<?> type) {
		return "step " + Names.quoted(step) + " answers a " + type.getSimpleName() + ", which cannot be stored; "
				+ (BaseStream.class.isAssignableFrom(type) ? "collect it in the body: .toList()"
						: "wait for it in the body: .join() or .get()");
	}

	static boolean isDecodable(ResolvableType type, Class<?> raw) {
		if (raw == Void.class || raw == void.class) {
			return true;
		}
		if (raw == Object.class || isRunning(raw)) {
			return false;
		}
		if (type.isArray()) {
			ResolvableType component = type.getComponentType();
			return isDecodable(component, component.toClass());
		}
		if (raw.getTypeParameters().length > 0) {
			return type.hasGenerics() && allKnown(type);
		}
		return isConcrete(raw);
	}

	private static boolean allKnown(ResolvableType type) {
		for (ResolvableType generic : type.getGenerics()) {
			Class<?> raw = generic.resolve();
			if (raw == null || (raw.getTypeParameters().length > 0 && !generic.hasGenerics()) || !allKnown(generic)) {
				return false;
			}
		}
		return true;
	}

	/** Whether there is something to instantiate. */
	private static boolean isConcrete(Class<?> type) {
		boolean isAbstract = !type.isPrimitive() && !type.isEnum()
				&& (type.isInterface() || Modifier.isAbstract(type.getModifiers()));
		return !isAbstract || isKnownToJson(type) || saysHow(type);
	}

	/** Abstract types that the JSON library makes something of by itself. */
	private static boolean isKnownToJson(Class<?> type) {
		return type == CharSequence.class || type == Number.class || type.getName().startsWith("java.time.")
				|| type.getName().startsWith("java.util.") || type.getName().startsWith("tools.jackson.");
	}

	private static boolean saysHow(Class<?> type) {
		return type.isAnnotationPresent(JsonTypeInfo.class) || type.isAnnotationPresent(JsonSubTypes.class)
				|| type.isAnnotationPresent(JsonDeserialize.class);
	}

	/** The code to write. */
	static String cure(Class<?> type) {
		int parameters = type.getTypeParameters().length;
		if (type == Object.class) {
			return "returning(Cart.class) with the class of the result in the step's options, or returning(Void.class)"
					+ " if there is none, as for a body that only throws";
		}
		if (parameters > 0) {
			String generics = String.join(", ", Collections.nCopies(parameters, "..."));
			return "returning(new TypeRef<" + type.getSimpleName() + "<" + generics + ">>() {}) in the step's options";
		}
		if (type.isArray()) {
			return "returning(new TypeRef<" + type.getSimpleName() + ">() {}) in the step's options, with its type"
					+ " arguments";
		}
		return "returning(...) in the step's options with a class that implements " + type.getSimpleName()
				+ ", or annotate " + type.getSimpleName() + " with @JsonTypeInfo";
	}

}
