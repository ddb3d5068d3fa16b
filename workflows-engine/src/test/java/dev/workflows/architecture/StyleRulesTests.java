package dev.workflows.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.AuditEvent;
import com.puppycrawl.tools.checkstyle.api.AuditListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the style rules of the build on code that keeps them and on code that breaks each.
 */
class StyleRulesTests {

	private static final String RULES = "../config/checkstyle.xml";

	private static final String TEST_RULES = "../config/checkstyle-tests.xml";

	/** A public type with a place for members. */
	private static final String TYPE = """
			package example;

			/**
			 * Does something.
			 *
			 * @since 0.1
			 */
			public final class Example {
			%s
			}
			""";

	@TempDir
	Path directory;

	@Test
	void goodCodePasses() throws Exception {
		assertThat(check(RULES, TYPE.formatted("""

					/**
					 * Adds.
					 * @param left the one
					 * @param right the other
					 * @return the sum
					 */
					public int add(int left, int right) {
						return left + right;
					}
				"""))).isEmpty();
	}

	@Test
	void fileOfMoreThan400LinesIsFound() throws Exception {
		assertThat(check(RULES, TYPE.formatted("\n".repeat(390)))).isEmpty();
		assertThat(check(RULES, TYPE.formatted("\n".repeat(391)))).containsExactly("FileLength");
	}

	@Test
	void methodOfMoreThan40LinesIsFound() throws Exception {
		assertThat(check(RULES, method("int first()", "\t\tcount();\n".repeat(37)))).isEmpty();
		assertThat(check(RULES, method("int first()", "\t\tcount();\n".repeat(38)))).containsExactly("MethodLength");
		assertThat(check(TEST_RULES, method("int first()", "\t\tcount();\n".repeat(38))))
			.containsExactly("MethodLength");
	}

	@Test
	void tooManyParametersAreFound() throws Exception {
		assertThat(check(RULES, method("int first(int a, int b, int c, int d, int e, int f, int g, int h)", "")))
			.containsExactly("ParameterNumber");
	}

	@Test
	void tooManyBranchesAreFound() throws Exception {
		assertThat(check(RULES, method("int first(int a)", "\t\tif (a == 1) {\n\t\t}\n".repeat(12))))
			.containsExactly("CyclomaticComplexity");
	}

	@Test
	void publicTypeWithoutDocumentationIsFound() throws Exception {
		assertThat(check(RULES, "package example;\n\npublic interface Example {\n}\n"))
			.containsExactlyInAnyOrder("MissingJavadocType", "Since");
	}

	@Test
	void publicTypeThatDoesNotSaySinceWhenIsFound() throws Exception {
		assertThat(check(RULES, TYPE.formatted("").replace(" * @since 0.1\n", ""))).containsExactly("Since");
	}

	@Test
	void publicMemberWithoutDocumentationIsFound() throws Exception {
		assertThat(check(RULES, method("public int first()", ""))).containsExactly("MissingJavadocMethod");
		assertThat(check(RULES, TYPE.formatted("\tpublic static final int COUNT = 1;\n\n\tint count;\n")))
			.containsExactly("JavadocVariable");
		assertThat(check(RULES,
				TYPE.formatted("\t/**\n\t * Does.\n\t */\n\tpublic int first(int a) {\n\t\treturn a;\n\t}")))
			.contains("JavadocMethod");
	}

	@Test
	void recordComponentWithoutDocumentationIsFound() throws Exception {
		assertThat(check(RULES, TYPE.formatted("").replace("final class Example", "record Example(int size)")))
			.containsExactly("JavadocType");
	}

	@Test
	void synchronizedIsFoundOnMethodsAndBlocks() throws Exception {
		assertThat(check(RULES, method("synchronized int first()", ""))).containsExactly("Synchronized");
		assertThat(check(RULES, method("int first()", "\t\tsynchronized (this) {\n\t\t}\n")))
			.containsExactly("Synchronized");
	}

	@Test
	void consoleIsFound() throws Exception {
		assertThat(check(RULES, method("int first()", "\t\tSystem.out.println();\n"))).containsExactly("Console");
	}

	@Test
	void importsThatHideAreFound() throws Exception {
		String type = TYPE.formatted("")
			.replace("package example;\n", "package example;\n\nimport java.util.*;\nimport java.util.List;\n");
		assertThat(check(RULES, type)).containsExactlyInAnyOrder("AvoidStarImport", "UnusedImports");
	}

	@Test
	void packageWithoutAWordIsFound() throws Exception {
		Path file = Files.createDirectory(this.directory.resolve("bare")).resolve("Example.java");
		Files.writeString(file, TYPE.formatted(""));
		assertThat(run(RULES, file)).containsExactly("JavadocPackage");
	}

	@Test
	void testThatSleepsIsFound() throws Exception {
		assertThat(check(TEST_RULES, method("int first() throws Exception", "\t\tThread.sleep(1);\n")))
			.containsExactly("Sleep");
		assertThat(check(TEST_RULES, method("int first() throws Exception", "\t\tTimeUnit.DAYS.sleep(1);\n")))
			.containsExactly("Sleep");
		assertThat(check(TEST_RULES, method("int first() throws Exception", "\t\tstep.sleep(\"a\", \"1 s\");\n")))
			.isEmpty();
	}

	@Test
	void testThatIsSwitchedOffIsFound() throws Exception {
		String type = TYPE.formatted("\t@Disabled\n\tvoid first() {\n\t}")
			.replace("package example;\n", "package example;\n\nimport org.junit.jupiter.api.Disabled;\n");
		assertThat(check(TEST_RULES, type)).containsExactly("AssertJOnly");
	}

	private static String method(String signature, String lines) {
		return TYPE.formatted("\t" + signature + " {\n" + lines + "\t\treturn 1;\n\t}");
	}

	private List<String> check(String rules, String source) throws Exception {
		Files.writeString(this.directory.resolve("package-info.java"), "/**\n * Examples.\n */\npackage example;\n");
		Path file = this.directory.resolve("Example.java");
		Files.writeString(file, source);
		return run(rules, file);
	}

	private List<String> run(String rules, Path file) throws Exception {
		Found found = new Found();
		Checker checker = new Checker();
		checker.setModuleClassLoader(Checker.class.getClassLoader());
		checker.configure(ConfigurationLoader.loadConfiguration(rules, new PropertiesExpander(new Properties())));
		checker.addListener(found);
		checker.process(List.of(file.toFile()));
		checker.destroy();
		return found.rules;
	}

	/**
	 * Collects which rules found something.
	 */
	private static final class Found implements AuditListener {

		private final List<String> rules = new ArrayList<>();

		@Override
		public void addError(AuditEvent event) {
			String id = event.getModuleId();
			String check = event.getSourceName();
			String rule = (id != null) ? id : check.substring(check.lastIndexOf('.') + 1).replaceAll("Check$", "");
			if (!this.rules.contains(rule)) {
				this.rules.add(rule);
			}
		}

		@Override
		public void addException(AuditEvent event, Throwable error) {
			throw new IllegalStateException(error);
		}

		@Override
		public void auditStarted(AuditEvent event) {
		}

		@Override
		public void auditFinished(AuditEvent event) {
		}

		@Override
		public void fileStarted(AuditEvent event) {
		}

		@Override
		public void fileFinished(AuditEvent event) {
		}

	}

}
