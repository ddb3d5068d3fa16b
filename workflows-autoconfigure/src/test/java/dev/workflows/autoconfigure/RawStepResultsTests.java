package dev.workflows.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.workflows.StepOptions;
import dev.workflows.TypeRef;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowStep;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RawStepResults}.
 */
class RawStepResultsTests {

	@Test
	void lambdasThatReturnRawGenericClassesAreFound() {
		List<RawStepResults.Place> places = RawStepResults.find(Raw.class);
		assertThat(places).extracting(RawStepResults.Place::result)
			.containsExactly("List", "Map", "Optional", "Object");
		assertThat(places).extracting(RawStepResults.Place::code)
			.containsExactly("step.run(\"...\", returning(new TypeRef<List<TheType>>() {}), () -> ...)",
					"step.run(\"...\", returning(new TypeRef<Map<TheType, TheType>>() {}), () -> ...)",
					"step.run(\"...\", returning(new TypeRef<Optional<TheType>>() {}), () -> ...)",
					"step.run(\"...\", returning(TheType.class), () -> ...)");
		assertThat(places.get(0).where()).matches(".*RawStepResultsTests\\$Raw, line \\d+");
	}

	@Test
	void stepsThatCanBeReadBackAreLeftAlone() {
		assertThat(RawStepResults.find(Fine.class)).isEmpty();
	}

	static class Raw implements WorkflowEntrypoint<String, Integer> {

		@Override
		public Integer run(WorkflowEvent<String> event, WorkflowStep step) {
			int size = step.run("list", () -> List.of(event.payload())).size();
			Map<String, Integer> map = step.run("map", () -> Map.of("a", size));
			Optional<String> optional = step.run("optional", () -> Optional.of("x"));
			Object object = step.run("object", () -> (Object) "x");
			return map.size() + optional.map(String::length).orElse(0) + object.hashCode();
		}

	}

	static class Fine implements WorkflowEntrypoint<String, Integer> {

		@Override
		public Integer run(WorkflowEvent<String> event, WorkflowStep step) {
			String text = step.run("text", () -> event.payload() + "!");
			List<String> list = step.run("list", StepOptions.returning(new TypeRef<List<String>>() {
			}), () -> List.of(text));
			List<String> reference = step.run("method", Fine::names);
			step.run("nothing", () -> {
			});
			return list.size() + reference.size();
		}

		private static List<String> names() {
			return List.of("a");
		}

	}

}
