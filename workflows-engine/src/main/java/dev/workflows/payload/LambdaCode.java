package dev.workflows.payload;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What the compiler wrote down about a serializable lambda or method reference. Nothing
 * is serialized: the description is only read.
 */
final class LambdaCode {

	private final SerializedLambda code;

	private final @Nullable ClassLoader loader;

	private LambdaCode(SerializedLambda code, @Nullable ClassLoader loader) {
		this.code = code;
		this.loader = loader;
	}

	/**
	 * Reads the description.
	 * @return the description, or {@code null} for an object of an ordinary class or
	 * where the JVM does not give it
	 */
	static @Nullable LambdaCode of(Object lambda) {
		Class<?> type = lambda.getClass();
		if (!type.isSynthetic() && !type.isHidden()) {
			return null;
		}
		try {
			Method writeReplace = type.getDeclaredMethod("writeReplace");
			writeReplace.setAccessible(true);
			return (writeReplace.invoke(lambda) instanceof SerializedLambda code)
					? new LambdaCode(code, type.getClassLoader()) : null;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

	/** The type of the result; {@link ResolvableType#NONE} if it cannot be told. */
	ResolvableType resultType() {
		try {
			Class<?> raw = returned(this.code.getInstantiatedMethodType());
			ResolvableType declared = isMethodReference() ? declaredType() : ResolvableType.NONE;
			Class<?> declaredRaw = declared.resolve();
			boolean fits = declaredRaw != null
					&& raw.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(declaredRaw));
			return (fits && declaredRaw != null && TypeRules.isDecodable(declared, declaredRaw)) ? declared
					: ResolvableType.forClass(raw);
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return ResolvableType.NONE;
		}
	}

	private Class<?> returned(String descriptor) {
		return MethodType.fromMethodDescriptorString(descriptor, this.loader).returnType();
	}

	private boolean isMethodReference() {
		return this.code.getImplMethodKind() != MethodHandleInfo.REF_newInvokeSpecial
				&& !this.code.getImplMethodName().startsWith("lambda$");
	}

	private ResolvableType declaredType() throws ReflectiveOperationException {
		Class<?> owner = Class.forName(this.code.getImplClass().replace('/', '.'), false, this.loader);
		Class<?>[] parameters = MethodType.fromMethodDescriptorString(this.code.getImplMethodSignature(), this.loader)
			.parameterArray();
		for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
			for (Method method : type.getDeclaredMethods()) {
				if (!method.isBridge() && method.getName().equals(this.code.getImplMethodName())
						&& Arrays.equals(method.getParameterTypes(), parameters)) {
					return ResolvableType.forMethodReturnType(method, owner);
				}
			}
		}
		return ResolvableType.forMethodReturnType(owner.getMethod(this.code.getImplMethodName(), parameters), owner);
	}

}
