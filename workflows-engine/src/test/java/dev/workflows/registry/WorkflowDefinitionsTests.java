package dev.workflows.registry;

import java.util.List;
import java.util.Map;

import dev.workflows.TypeRef;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowStep;
import dev.workflows.WorkflowValidationException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Types of workflows, and finding workflows by name and class.
 */
class WorkflowDefinitionsTests {

	record Params(String id) implements Comparable<Params> {

		@Override
		public int compareTo(Params other) {
			return this.id.compareTo(other.id);
		}

	}

	interface Shape {

	}

	class Inner {

	}

	abstract static class Base<A, B> implements WorkflowEntrypoint<B, A> {

		@Override
		public A run(WorkflowEvent<B> event, WorkflowStep step) {
			return null;
		}

	}

	static class Middle<X> extends Base<List<X>, Params> {

	}

	static class Deep extends Middle<Map<String, Integer>> {

	}

	static class Raw<T> extends Base<T, T> {

	}

	static class OfInterface extends Base<Void, Shape> {

	}

	static class OfObject extends Base<Void, Object> {

	}

	static class OfInner extends Base<Void, Inner> {

	}

	static class OfMap extends Base<Void, Map<String, ?>> {

	}

	static class OfJson extends Base<Void, JsonNode> {

	}

	static class OfNothing extends Base<Void, Void> {

	}

	@Test
	void typesAreFoundThroughAHierarchy() {
		WorkflowDefinition definition = WorkflowDefinitions.of("deep", new Deep(), Deep.class);
		assertThat(definition.paramsType()).isEqualTo(Params.class);
		assertThat(definition.resultType().getTypeName()).isEqualTo(new TypeRef<List<Map<String, Integer>>>() {
		}.type().getTypeName());
	}

	@Test
	void lambdasAndOpenTypesAreRefused() {
		WorkflowEntrypoint<Params, Void> lambda = (event, step) -> null;
		refused("WF-3104", lambda);
		refused("WF-3104", new Raw<String>());
	}

	@Test
	void paramsThatCannotBeMadeAreRefused() {
		refused("WF-3107", new OfInterface());
		refused("WF-3107", new OfObject());
		refused("WF-3107", new OfInner());
	}

	@Test
	void openParamsAreAccepted() {
		for (WorkflowEntrypoint<?, ?> code : List.of(new OfMap(), new OfJson(), new OfNothing())) {
			assertThat(WorkflowDefinitions.of("w", code, code.getClass()).entrypoint()).isSameAs(code);
		}
	}

	private static void refused(String code, WorkflowEntrypoint<?, ?> workflow) {
		assertThatThrownBy(() -> WorkflowDefinitions.of("w", workflow, workflow.getClass()))
			.isInstanceOf(WorkflowValidationException.class)
			.hasMessageStartingWith(code)
			.hasMessageContaining("\"w\"");
	}

	@Test
	void aNameIsUsedOnce() {
		WorkflowDefinition one = WorkflowDefinitions.of("w", new Deep(), Deep.class);
		WorkflowDefinition two = WorkflowDefinitions.of("w", new OfMap(), OfMap.class);
		assertThatThrownBy(() -> new WorkflowRegistry(List.of(one, two))).hasMessageStartingWith("WF-3102")
			.hasMessageContaining(Deep.class.getName())
			.hasMessageContaining(OfMap.class.getName());
	}

	@Test
	void workflowsAreFoundByNameAndClass() {
		WorkflowDefinition deep = WorkflowDefinitions.of("b", new Deep(), Deep.class);
		WorkflowDefinition map = WorkflowDefinitions.of("a", new OfMap(), OfMap.class);
		WorkflowRegistry registry = new WorkflowRegistry(List.of(deep, map));
		assertThat(registry.names()).containsExactly("b", "a");
		assertThat(registry.get("a")).isSameAs(map);
		assertThat(registry.get(Deep.class)).isSameAs(deep);
		assertThatThrownBy(() -> registry.get("c")).isInstanceOf(WorkflowNotFoundException.class);
		assertThatThrownBy(() -> registry.get(Raw.class)).isInstanceOf(WorkflowNotFoundException.class);
	}

	@Test
	void aClassUnderTwoNamesIsAskedForByName() {
		WorkflowRegistry registry = new WorkflowRegistry(List.of(WorkflowDefinitions.of("a", new Deep(), Deep.class),
				WorkflowDefinitions.of("b", new Deep(), Deep.class)));
		assertThatThrownBy(() -> registry.get(Deep.class)).hasMessageStartingWith("WF-3108");
	}

}
