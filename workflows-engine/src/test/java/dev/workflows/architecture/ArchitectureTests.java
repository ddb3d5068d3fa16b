package dev.workflows.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.workflows.NonRetryableException;
import dev.workflows.WorkflowException;
import dev.workflows.store.StoreRejectedException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the engine to its shape. That each rule can fail is shown by
 * {@link ArchitectureRulesTests}.
 */
class ArchitectureTests {

	private static JavaClasses engine;

	private final ArchitectureRules rules = new ArchitectureRules("dev.workflows");

	@BeforeAll
	static void readClasses() {
		engine = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("dev.workflows");
	}

	@Test
	void theEngineWasRead() {
		assertThat(engine.size()).isGreaterThan(80);
		assertThat(engine).noneMatch((type) -> type.getPackageName().contains("architecture"));
	}

	@Test
	void packagesHaveNoCycle() {
		this.rules.packagesHaveNoCycle().check(engine);
	}

	@Test
	void whatApplicationsImportDependsOnNothingOfOurs() {
		this.rules.rootDependsOnNoSubPackage().check(engine);
	}

	@Test
	void databaseIsTouchedInOnePackageOnly() {
		this.rules.databaseStaysInItsPackage().check(engine);
	}

	@Test
	void timeThreadsAndChanceAreTouchedInOnePackageOnly() {
		this.rules.machineStaysInItsPackage().check(engine);
	}

	@Test
	void engineKnowsNoBootNoWebNoOldJackson() {
		this.rules
			.dependsOnNone("org.springframework.boot..", "org.springframework.web..", "jakarta.servlet..",
					"com.fasterxml.jackson.databind..")
			.check(engine);
	}

	@Test
	void nothingStoredIsEverAnObjectStream() {
		this.rules.readsNoObjectsFromBytes().check(engine);
	}

	@Test
	void stateIsNeverStatic() {
		this.rules.statesAreNotStatic().check(engine);
	}

	@Test
	void everyPackageIsNullMarked() {
		this.rules.packagesAreNullMarked().check(engine);
	}

	@Test
	void exceptionsHaveOneRoot() {
		// The first is thrown by applications, the second never leaves the engine.
		Set<String> others = Set.of(NonRetryableException.class.getName(), StoreRejectedException.class.getName());
		this.rules.exceptionsHaveOneRoot(WorkflowException.class, others).check(engine);
	}

	@Test
	void packagesWithManyPartsShowFewOfThem() {
		for (String name : List.of("store.jdbc", "execution", "dispatch")) {
			this.rules.packageShowsFewTypes(name, 30).allowEmptyShould(true).check(engine);
		}
	}

	@Test
	void packagesAreSmall() {
		this.rules.packagesAreSmall(15, Map.of("execution", 20, "store.jdbc", 52)).check(engine);
	}

}
