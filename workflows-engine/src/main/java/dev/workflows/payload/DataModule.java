package dev.workflows.payload;

import java.io.Closeable;
import java.io.InputStream;
import java.lang.reflect.AnnotatedElement;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Refuses what is not data, which bean serialization would otherwise take apart: threads,
 * streams, lambdas, things to be closed. Keeps the order of sets, which must be the same
 * on every replay and in every JVM.
 */
final class DataModule extends SimpleModule {

	DataModule() {
		super("workflows-data", Version.unknownVersion());
		setSerializerModifier(new Modifier());
		addAbstractTypeMapping(Set.class, LinkedHashSet.class);
	}

	private static boolean isRefused(Class<?> type) {
		return Thread.class.isAssignableFrom(type) || InputStream.class.isAssignableFrom(type)
				|| Closeable.class.isAssignableFrom(type) || BaseStream.class.isAssignableFrom(type)
				|| Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type)
				|| Executor.class.isAssignableFrom(type) || AnnotatedElement.class.isAssignableFrom(type)
				|| ClassLoader.class.isAssignableFrom(type) || ThreadLocal.class.isAssignableFrom(type)
				|| type.isSynthetic() || type.isHidden();
	}

	private static final class Modifier extends ValueSerializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier bean,
				ValueSerializer<?> serializer) {
			return isRefused(bean.getBeanClass()) ? new Refusal() : serializer;
		}

	}

	private static final class Refusal extends ValueSerializer<Object> {

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			throw DatabindException.from(generator, "not data");
		}

		@Override
		public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
				TypeSerializer types) {
			serialize(value, generator, context);
		}

	}

}
