package dev.workflows.architecture;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.conditions.ArchConditions.beFinal;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules, for any root package, so that they can be tried on code that breaks them.
 */
final class ArchitectureRules {

	/** Time, chance, threads and waits by their types, subtypes included. */
	private static final Set<String> MACHINE_TYPES = Set.of("java.lang.Thread",
			"java.util.concurrent.locks.LockSupport", "java.util.concurrent.locks.Condition",
			"java.util.concurrent.Executor", "java.util.concurrent.Executors", "java.util.concurrent.Future",
			"java.util.concurrent.CountDownLatch", "java.util.concurrent.CyclicBarrier",
			"java.util.concurrent.Semaphore", "java.util.concurrent.Phaser", "java.util.concurrent.Exchanger",
			"java.util.concurrent.BlockingQueue", "java.util.Timer", "java.util.random.RandomGenerator",
			"java.util.Date", "java.util.Calendar", "java.time.Clock");

	/** The same by their methods, where the type itself is harmless. */
	private static final Set<String> MACHINE_METHODS = Set.of("java.lang.System.nanoTime",
			"java.lang.System.currentTimeMillis", "java.lang.Math.random", "java.lang.Object.wait",
			"java.lang.Object.notify", "java.lang.Object.notifyAll", "java.time.Instant.now", "java.time.LocalDate.now",
			"java.time.LocalDateTime.now", "java.time.ZonedDateTime.now", "java.time.OffsetDateTime.now",
			"java.util.UUID.randomUUID", "java.util.concurrent.TimeUnit.sleep");

	private static final String[] DATABASE = { "java.sql..", "javax.sql..", "org.springframework.jdbc..",
			"org.springframework.transaction..", "org.springframework.data.." };

	private static final String[] READS_OBJECTS = { "java.beans..", "javax.script..",
			"org.springframework.expression..", "com.esotericsoftware..", "com.thoughtworks.xstream..",
			"org.yaml.snakeyaml.." };

	private final String root;

	ArchitectureRules(String root) {
		this.root = root;
	}

	ArchRule packagesHaveNoCycle() {
		return slices().matching(this.root + ".(**)").should().beFreeOfCycles();
	}

	ArchRule rootDependsOnNoSubPackage() {
		return noClasses().that()
			.resideInAPackage(this.root)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(this.root + ".(*)..");
	}

	ArchRule databaseStaysInItsPackage() {
		return noClasses().that()
			.resideOutsideOfPackage(this.root + ".store.jdbc..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(DATABASE);
	}

	ArchRule machineStaysInItsPackage() {
		return noClasses().that()
			.resideOutsideOfPackage(this.root + ".runtime..")
			.should()
			.accessClassesThat(areOneOf(MACHINE_TYPES))
			.orShould()
			.callMethodWhere(calls(MACHINE_METHODS))
			.because("time, chance, threads and blocking go through EngineClock, EngineIds and EngineThreads");
	}

	ArchRule dependsOnNone(String... packages) {
		return noClasses().that()
			.resideInAPackage(this.root + "..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(packages);
	}

	ArchRule readsNoObjectsFromBytes() {
		return noClasses().that()
			.resideInAPackage(this.root + "..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(READS_OBJECTS)
			.orShould()
			.dependOnClassesThat(named(Set.of("java.io.ObjectInputStream", "java.io.ObjectOutputStream")))
			.orShould()
			.callMethodWhere(namedAnywhere(Set.of("activateDefaultTyping", "activateDefaultTypingAsProperty")))
			.because("what is stored is data, never a class to load");
	}

	ArchRule statesAreNotStatic() {
		return fields().that()
			.areStatic()
			.and(notSynthetic())
			.should(beFinal())
			.andShould()
			.notHaveRawType(mutable())
			.because("several engines live in one JVM");
	}

	ArchRule packagesAreNullMarked() {
		return all(new Packages(this.root)).should(new Packages.BeNullMarked());
	}

	ArchRule packageShowsFewTypes(String name, int mostPublicPercent) {
		return all(new Packages(this.root + "." + name)).should(new Packages.BeMostlyPrivate(mostPublicPercent));
	}

	ArchRule packagesAreSmall(int mostTypes, Map<String, Integer> others) {
		Map<String, Integer> byPackage = new TreeMap<>();
		others.forEach((name, most) -> byPackage.put(name.isEmpty() ? this.root : this.root + "." + name, most));
		return all(new Packages(this.root)).should(new Packages.HoldFewTypes(mostTypes, byPackage));
	}

	ArchRule exceptionsHaveOneRoot(Class<?> rootType, Set<String> others) {
		return classes().that()
			.areAssignableTo(RuntimeException.class)
			.and()
			.arePublic()
			.and(DescribedPredicate.not(named(others)))
			.should()
			.beAssignableTo(rootType);
	}

	private static DescribedPredicate<JavaClass> named(Set<String> names) {
		return DescribedPredicate.describe("one of " + names.size() + " named types",
				(type) -> names.contains(type.getName()));
	}

	/**
	 * To name a type, so as to refuse it, is not to use it; hence access, not dependency.
	 */
	private static DescribedPredicate<JavaClass> areOneOf(Set<String> names) {
		return DescribedPredicate.describe("are one of " + names.size() + " named types",
				(type) -> names.stream().anyMatch(type::isAssignableTo));
	}

	private static DescribedPredicate<JavaAccess<?>> calls(Set<String> methods) {
		return DescribedPredicate.describe("one of " + methods.size() + " named methods", (access) -> methods
			.contains(access.getTarget().getOwner().getName() + "." + access.getTarget().getName()));
	}

	private static DescribedPredicate<JavaAccess<?>> namedAnywhere(Set<String> methods) {
		return DescribedPredicate.describe("a method named " + methods,
				(access) -> methods.contains(access.getTarget().getName()));
	}

	private static DescribedPredicate<JavaField> notSynthetic() {
		return DescribedPredicate.describe("written by hand",
				(field) -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
	}

	private static DescribedPredicate<JavaClass> mutable() {
		return DescribedPredicate.describe("a mutable type",
				(type) -> type.isAssignableTo(AbstractCollection.class) || type.isAssignableTo(AbstractMap.class)
						|| type.isAssignableTo(ConcurrentMap.class)
						|| type.getPackageName().equals("java.util.concurrent.atomic")
						|| type.isAssignableTo(ThreadLocal.class));
	}

}
