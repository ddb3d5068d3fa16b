package dev.workflows.architecture;

import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.workflows.WorkflowException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Runs each rule on code that breaks it.
 */
class ArchitectureRulesTests {

	private static final String ROOT = "dev.workflows.architecture.broken";

	private static JavaClasses broken;

	private final ArchitectureRules rules = new ArchitectureRules(ROOT);

	@BeforeAll
	static void readClasses() {
		broken = new ClassFileImporter().importPackages(ROOT);
	}

	@Test
	void cycleIsFound() {
		assertBroken(this.rules.packagesHaveNoCycle(), "Slice one", "Slice two");
	}

	@Test
	void wayFromRootToSubPackageIsFound() {
		assertBroken(this.rules.rootDependsOnNoSubPackage(), "Root", "First");
	}

	@Test
	void databaseOutsideItsPackageIsFound() {
		assertBroken(this.rules.databaseStaysInItsPackage(), "java.sql.Connection", "javax.sql.DataSource",
				"org.springframework.jdbc.core.JdbcTemplate");
	}

	@Test
	void machineOutsideItsPackageIsFound() {
		assertBroken(this.rules.machineStaysInItsPackage(), "Thread.currentThread()", "System.nanoTime()",
				"Instant.now()", "UUID.randomUUID()", "Object.wait()", "Condition.await()", "CompletableFuture.join()");
	}

	@Test
	void forbiddenLibraryIsFound() {
		assertBroken(this.rules.dependsOnNone("org.springframework.jdbc.."), "JdbcTemplate");
	}

	@Test
	void objectStreamIsFound() {
		assertBroken(this.rules.readsNoObjectsFromBytes(), "java.io.ObjectInputStream");
	}

	@Test
	void defaultTypingIsFound() {
		assertBroken(this.rules.readsNoObjectsFromBytes(), "activateDefaultTyping");
	}

	@Test
	void staticStateIsFound() {
		assertBroken(this.rules.statesAreNotStatic(), "StaticState.counter", "StaticState.CACHE", "StaticState.TOTAL");
	}

	@Test
	void packageThatSaysNothingOfNullnessIsFound() {
		assertBroken(this.rules.packagesAreNullMarked(), ROOT + ".one is not null-marked");
	}

	@Test
	void exceptionWithoutTheRootIsFound() {
		assertBroken(this.rules.exceptionsHaveOneRoot(WorkflowException.class, Set.of()), "StrayException");
	}

	@Test
	void packageThatShowsItsPartsIsFound() {
		assertBroken(this.rules.packageShowsFewTypes("store.jdbc", 30), "shows 1 of 1 types: [Shown]");
	}

	@Test
	void packageOfTooManyTypesIsFound() {
		assertBroken(this.rules.packagesAreSmall(1, Map.of("two", 2)), "[Machine, Second, StaticState]");
	}

	private static void assertBroken(ArchRule rule, String... violations) {
		assertThatThrownBy(() -> rule.check(broken)).isInstanceOf(AssertionError.class).message().contains(violations);
	}

}
