package dev.workflows.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/**
 * Makes packages the subject of a rule.
 */
final class Packages extends AbstractClassesTransformer<JavaPackage> {

	private final String root;

	Packages(String root) {
		super("packages of " + root);
		this.root = root;
	}

	@Override
	public Iterable<JavaPackage> doTransform(JavaClasses classes) {
		Set<String> seen = new TreeSet<>();
		List<JavaPackage> packages = new ArrayList<>();
		for (JavaClass type : classes) {
			String name = type.getPackageName();
			if ((name.equals(this.root) || name.startsWith(this.root + ".")) && seen.add(name)) {
				packages.add(type.getPackage());
			}
		}
		return packages;
	}

	private static List<JavaClass> topLevelTypes(JavaPackage subject) {
		return subject.getClasses()
			.stream()
			.filter((type) -> type.isTopLevelClass() && !type.isArray() && !type.getSimpleName().equals("package-info"))
			.toList();
	}

	private static void report(ConditionEvents events, JavaPackage subject, boolean holds, String message) {
		events.add(new SimpleConditionEvent(subject, holds, subject.getName() + " " + message));
	}

	/**
	 * Says of nullness what is meant.
	 */
	static final class BeNullMarked extends ArchCondition<JavaPackage> {

		BeNullMarked() {
			super("be null-marked");
		}

		@Override
		public void check(JavaPackage subject, ConditionEvents events) {
			report(events, subject, subject.isAnnotatedWith(NullMarked.class), "is not null-marked");
		}

	}

	/**
	 * Keeps what is inside inside.
	 */
	static final class BeMostlyPrivate extends ArchCondition<JavaPackage> {

		private final int mostPublicPercent;

		BeMostlyPrivate(int mostPublicPercent) {
			super("have at most " + mostPublicPercent + " public types in 100");
			this.mostPublicPercent = mostPublicPercent;
		}

		@Override
		public void check(JavaPackage subject, ConditionEvents events) {
			List<JavaClass> types = topLevelTypes(subject);
			List<String> shown = types.stream()
				.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
				.map(JavaClass::getSimpleName)
				.sorted()
				.toList();
			report(events, subject, shown.size() * 100 <= types.size() * this.mostPublicPercent,
					"shows " + shown.size() + " of " + types.size() + " types: " + shown);
		}

	}

	/**
	 * Stays one idea. Records, enums and exceptions do not count.
	 */
	static final class HoldFewTypes extends ArchCondition<JavaPackage> {

		private final int most;

		private final Map<String, Integer> others;

		HoldFewTypes(int most, Map<String, Integer> others) {
			super("hold at most " + most + " types, some others: " + others);
			this.most = most;
			this.others = others;
		}

		@Override
		public void check(JavaPackage subject, ConditionEvents events) {
			List<String> types = topLevelTypes(subject).stream()
				.filter((type) -> !type.isRecord() && !type.isEnum() && !type.isAssignableTo(Throwable.class))
				.map(JavaClass::getSimpleName)
				.sorted()
				.toList();
			report(events, subject, types.size() <= this.others.getOrDefault(subject.getName(), this.most),
					"holds " + types.size() + " types: " + types);
		}

	}

}
