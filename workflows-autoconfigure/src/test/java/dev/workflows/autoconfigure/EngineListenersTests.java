package dev.workflows.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.workflows.InstanceStatus;
import dev.workflows.observation.EngineListener;
import dev.workflows.observation.EngineListener.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EngineListeners}.
 */
class EngineListenersTests {

	@Test
	void everyEventReachesEveryListener() throws ReflectiveOperationException {
		List<String> one = new ArrayList<>();
		List<String> other = new ArrayList<>();
		EngineListeners listeners = new EngineListeners(List.of(recording(one), recording(other)));
		List<String> expected = new ArrayList<>();
		for (Method event : EngineListener.class.getMethods()) {
			if (!event.isDefault()) {
				continue;
			}
			event.invoke(listeners,
					Arrays.stream(event.getParameterTypes()).map(EngineListenersTests::value).toArray());
			expected.add(event.getName());
		}
		assertThat(expected).hasSize(9);
		assertThat(one).isEqualTo(expected);
		assertThat(other).isEqualTo(expected);
	}

	@Test
	void listenerThatThrowsKeepsNobodyElse() {
		List<String> heard = new ArrayList<>();
		EngineListener failing = new EngineListener() {

			@Override
			public void claimed(int count) {
				throw new IllegalStateException("not today");
			}

		};
		new EngineListeners(List.of(failing, recording(heard))).claimed(1);
		assertThat(heard).containsExactly("claimed");
	}

	private static EngineListener recording(List<String> heard) {
		return (EngineListener) Proxy.newProxyInstance(EngineListenersTests.class.getClassLoader(),
				new Class<?>[] { EngineListener.class }, (proxy, method, arguments) -> {
					heard.add(method.getName());
					return null;
				});
	}

	private static Object value(Class<?> type) {
		if (type == String.class) {
			return "w";
		}
		if (type == Outcome.class) {
			return Outcome.SUCCEEDED;
		}
		if (type == InstanceStatus.class) {
			return InstanceStatus.COMPLETE;
		}
		return (type == boolean.class) ? (Object) true : (type == int.class) ? (Object) 1 : (Object) 1L;
	}

}
